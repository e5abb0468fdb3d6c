using MeshReady.Model.Deployment;
using MeshReady.Model.Systems;

namespace MeshReady.Testing;

/// <summary>A small system with an edge of every kind; every name passes through a function, so that a test can make all of them hostile.</summary>
public static class ShopGraph
{
    /// <summary>The system.</summary>
    /// <param name="name">Makes the names; identity for plain ones.</param>
    public static SystemGraph Of(Func<string, string> name)
    {
        var sets = FactSets.Create([], complete: false);
        var set = new FactSet(name("production"), null, IsProduction: true, IsComplete: true, null, sets.All);
        var bff = Service(name("bff"), "src/Bff/Bff.csproj") with { IsGateway = true, Exposures = [new Exposure(name("Ingress"), new Place("deploy/ingress.yaml", 3), IsGateway: true)] };
        var orders = Service(name("orders"), "src/Orders/Orders.csproj");
        var payments = Service(name("payments"), "src/Payments/Payments.csproj");
        var worker = Service(name("worker"), "src/Worker/Worker.csproj");
        var alone = Service(name("alone"), "src/Alone/Alone.csproj");
        Service[] services = [alone, bff, orders, payments, worker];
        for (var i = 0; i < services.Length; i++)
        {
            var meshed = services[i] != worker;
            services[i] = services[i] with
            {
                Deployments = [new ServiceDeployment(set, new Binding.Bound([], null), new MeshVerdict(meshed ? MeshState.Meshed : MeshState.None, meshed ? "istio" : null, name("namespace shop has istio-injection: enabled"), null, null), "shop")],
            };
        }

        var (b, o, p, w) = (services[1], services[2], services[3], services[4]);
        return new SystemGraph(
            services,
            [
                Call(b, new Callee(CalleeKind.Service, o.Name, o), CallProtocol.Proxy, new CodePolicy(1, false, false)),
                Call(o, new Callee(CalleeKind.Service, p.Name, p), CallProtocol.Grpc, new CodePolicy(4, true, true) { TryMilliseconds = 2_000, Place = new Place("src/Orders/Program.cs", 4) }, tries: 4),
                Call(p, new Callee(CalleeKind.Service, o.Name, o), CallProtocol.Http, new CodePolicy(2, true, false) { TotalMilliseconds = 5_000 }, tries: 1),
                Call(w, new Callee(CalleeKind.Service, o.Name, o), CallProtocol.Http, new CodePolicy(1, false, false), isMeshed: false),
                Call(w, new Callee(CalleeKind.External, name("api.supplier.example")), CallProtocol.Http, CodePolicy.Unknown),
                Call(w, new Callee(CalleeKind.UnknownHost, name("recommendations")), CallProtocol.Http, CodePolicy.Unknown),
                Call(w, new Callee(CalleeKind.Unresolved, name("Services:Catalog")), CallProtocol.Dapr, CodePolicy.Unknown),
                Call(o, new Callee(CalleeKind.Infrastructure, name("identity")), CallProtocol.Metadata, CodePolicy.Unknown),
            ],
            [new Channel(name("OrderPlaced"), "rabbitmq", [new ChannelEnd(o, new Place("src/Orders/Program.cs", 6))], [new ChannelEnd(w, new Place("src/Worker/Program.cs", 2)), new ChannelEnd(p, new Place("src/Payments/Program.cs", 2))])],
            [new Store("postgres", name("sql-1"), name("orders"), null, [new StoreUse(o, new StoreFact("postgres", o.Place), o.Place), new StoreUse(w, new StoreFact("postgres", w.Place), w.Place)])],
            [],
            sets);

        ServiceCall Call(Service from, Callee to, CallProtocol protocol, CodePolicy code, int tries = 0, bool isMeshed = true) => new(from, to, protocol,
            [new CallEvidence(EvidenceKind.Setting, name($"Services:{to.Name} = {to.Name}:8080"), new Place(from.Place.Path, 3), null)])
        {
            Policies = [new CallPolicy(set, code, Mesh(tries), null, isMeshed)],
        };
    }

    private static EffectivePolicy? Mesh(int tries) => tries == 0
        ? null
        : new EffectivePolicy(Field.Known(tries, 1), IsDefault: false, null, Field.Known(TimeSpan.FromSeconds(10), 1), Field.Known(TimeSpan.FromSeconds(3), 1), Field.Known(TimeSpan.FromSeconds(10), 1));

    private static Service Service(string name, string project)
    {
        var facts = new ProjectFacts(project, Path.GetFileNameWithoutExtension(project), ProjectKind.Service);
        return new Service(name, facts, [facts], []) { Place = new Place(Path.GetDirectoryName(project)!.Replace('\\', '/') + "/Program.cs", 1) };
    }
}
