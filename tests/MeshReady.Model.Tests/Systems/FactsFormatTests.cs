using CsCheck;
using MeshReady.Model.Systems;

namespace MeshReady.Model.Tests.Systems;

public sealed class FactsFormatTests
{
    private static readonly ProjectFacts Full = new("src/Orders/Orders.csproj", "Shop.Orders", ProjectKind.Service)
    {
        Images = ["orders"],
        Workload = "shop/orders",
        References = ["src/Common/Common.csproj"],
        HasOtherEndpoints = false,
        PathBases = ["/orders"],
        ForwardedHeaders = ["x-tenant"],
        ForwardsOtherHeaders = true,
        Calls =
        [
            new CallFact(CallProtocol.Grpc, new Place("src/Orders/Program.cs", 12))
            {
                Scheme = "http",
                Host = "catalog",
                Port = 8080,
                Key = "Services:Catalog",
                IsEnvironment = true,
                Prefix = "http://",
                Suffix = ":8080",
                AppId = "catalog",
                Client = "CatalogClient",
                Contract = "catalog.Catalog",
                Requests = ["GET /items/{id}", "POST *"],
                IsConditional = true,
                Policy = new CodePolicy(4, true, true) { TryMilliseconds = 10_000, TotalMilliseconds = 30_000, Place = new Place("src/Orders/Program.cs", 13), RepeatsUnsafe = true, IsEndless = true, RepeatsOn = ["5xx"] },
            },
            new CallFact(CallProtocol.Http, new Place("a b/c:d.cs", 1)),
        ],
        Messages = [new MessageFact(true, new Place("m.cs", 1)) { Type = "Shop.OrderPlaced", Channel = "orders", Key = "Topics:Orders", Broker = "kafka" }],
        Stores = [new StoreFact("postgres", new Place("s.cs", 1)) { Server = "db", Database = "orders", Schema = "o", Key = "ConnectionStrings:Orders", Context = "Shop.OrdersContext", Tables = ["Orders"] }],
        Endpoints = [new EndpointFact(ServedKind.Http, new Place("e.cs", 1)) { Pattern = "/orders/{id}", HasUnknownPrefix = true, Methods = ["GET"], Contract = "x.Y" }],
        Listens = [new ListenFact(8080, "Http2", true, new Place("l.cs", 1)), new ListenFact(null, null, null, new Place("l.cs", 2))],
        Settings = [new SettingFact("Services:Catalog", "Production", new Place("appsettings.Production.json", 3)) { Scheme = "http", Host = "catalog", Port = 80, Database = "d", Name = "n" }],
        Works = [new WorkFact(WorkKind.Split, "Pick", new Place("w.cs", 1)) { Target = "a,b", Percent = 10, IsElected = true }],
        Domain = [new DomainFact("Shop.Order", "aggregate", new Place("d.cs", 1))],
        Resources = [new AspireFact("orders", "project", new Place("r.cs", 1)) { Source = "Orders", Parent = "pg", References = ["catalog"], Environment = [new("URL", "catalog")], IsExternal = true }],
    };

    [Fact]
    public void What_is_written_is_read_as_it_was()
    {
        var text = FactsWriter.Write(Full);

        var read = FactsReader.Read(text, out var error);

        Assert.Null(error);
        Assert.Equivalent(Full, read, strict: true);
        Assert.Equal(text, FactsWriter.Write(read!));
    }

    [Fact]
    public void Every_member_is_written()
    {
        var text = FactsWriter.Write(Full);

        // A member that nobody writes would come back as its default and vanish from the other side of a build.
        foreach (var type in new[] { typeof(ProjectFacts), typeof(CallFact), typeof(CodePolicy), typeof(MessageFact), typeof(StoreFact), typeof(EndpointFact), typeof(ListenFact), typeof(SettingFact), typeof(WorkFact), typeof(DomainFact), typeof(AspireFact) })
        {
            foreach (var property in type.GetProperties().Where(p => p.CanWrite))
                Assert.False(IsDefaultEverywhere(type, property.Name), $"{type.Name}.{property.Name} has no value in this test's facts, so nothing shows that it is written");
        }

        Assert.Contains("\n    {\"protocol\":\"grpc\",\"at\":\"src/Orders/Program.cs:12\"", text, StringComparison.Ordinal);
    }

    [Fact]
    public void The_text_is_json()
    {
        using var document = System.Text.Json.JsonDocument.Parse(FactsWriter.Write(Full));

        Assert.Equal("catalog", document.RootElement.GetProperty("calls")[0].GetProperty("host").GetString());
        Assert.Equal(1, document.RootElement.GetProperty("meshready").GetInt32());
    }

    [Fact]
    public void Any_text_survives()
        => Gen.String.Array[0, 5].Sample(values =>
        {
            var facts = new ProjectFacts("p.csproj", "n", ProjectKind.Library) { References = values, Workload = values.FirstOrDefault() };
            var text = FactsWriter.Write(facts);
            using var json = System.Text.Json.JsonDocument.Parse(text);
            Assert.Equal(values, json.RootElement.TryGetProperty("references", out var list) ? [.. list.EnumerateArray().Select(e => e.GetString()!)] : []);
            Assert.Equal(values, FactsReader.Read(text, out _)!.References);
        });

    [Theory]
    [InlineData("", "the member \"meshready\"")]
    [InlineData("[]", "the member \"meshready\"")]
    [InlineData("{\"meshready\": 1", "not valid")]
    [InlineData("{\"meshready\": 99, \"project\": \"a\", \"name\": \"b\"}", "version 99")]
    [InlineData("{\"meshready\": 1, \"name\": \"b\"}", "\"project\" is missing")]
    [InlineData("{\"meshready\": 1, \"project\": \"a\", \"name\": \"b\", \"calls\": [{\"protocol\": \"http\"}]}", "\"at\" is missing")]
    [InlineData("{\"meshready\": 1, \"project\": \"a\", \"name\": \"b\", \"calls\": [{\"at\": \"nowhere\"}]}", "no place")]
    public void A_file_that_holds_no_facts_says_why(string text, string why)
    {
        Assert.Null(FactsReader.Read(text, out var error));
        Assert.Contains(why, error, StringComparison.Ordinal);
    }

    [Fact]
    public void Members_of_a_newer_writer_are_passed_over()
        => Assert.Equal("b", FactsReader.Read("{\"meshready\": 1, \"project\": \"a\", \"name\": \"b\", \"kind\": \"mainframe\", \"later\": [{\"x\": {}}]}", out _)!.Name);

    private static bool IsDefaultEverywhere(Type type, string property)
        => Reachable(Full).Where(o => o.GetType() == type).All(o => type.GetProperty(property)!.GetValue(o) switch
        {
            null => true,
            string => false,
            System.Collections.IEnumerable list => !list.Cast<object>().Any(),
            false => property is not ("HasOtherEndpoints" or "IsPublished"),
            _ => false,
        });

    private static IEnumerable<object> Reachable(object root)
    {
        yield return root;
        foreach (var property in root.GetType().GetProperties(System.Reflection.BindingFlags.Public | System.Reflection.BindingFlags.Instance))
        {
            var value = property.GetValue(root);
            IEnumerable<object> inner = value switch
            {
                string => [],
                System.Collections.IEnumerable list => list.Cast<object>(),
                { } one when one.GetType().Namespace == typeof(Place).Namespace && one is not Enum => [one],
                _ => [],
            };
            foreach (var item in inner.Where(i => i.GetType().Namespace == typeof(Place).Namespace).SelectMany(Reachable))
                yield return item;
        }
    }
}
