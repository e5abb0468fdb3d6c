using MeshReady.Dev.Evaluation;

namespace MeshReady.Repo.Tests;

/// <summary>The graph of a real system is compared with its readers' by whatever each calls a service.</summary>
public sealed class GraphEvaluationTests
{
    [Fact]
    public void Right_missing_and_wrong_are_told_apart()
    {
        var folder = Directory.CreateTempSubdirectory("meshready-graph").FullName;
        try
        {
            var (labels, graph) = (Path.Combine(folder, "shop.system.json"), Path.Combine(folder, "graph.json"));
            File.WriteAllText(labels, """
                { "services": ["Flight", "WebApp", "Mail"], "infrastructure": ["postgres"],
                  "calls": [ {"from":"WebApp","to":"Flight"}, {"from":"WebApp","to":"Mail"}, {"from":"WebApp","to":"postgres"} ],
                  "sharedStores": [ {"database":"shop","services":["WebApp","Flight"]} ],
                  "messages": [ {"from":"Flight","to":"Mail","event":"Booked"}, {"from":"Flight","to":null,"event":"Lost"} ] }
                """);
            File.WriteAllText(graph, """
                { "services": [ {"name":"flight-deployment","project":"src/Flight.Api/Flight.Api.csproj"}, {"name":"web","project":"src/WebApp/WebApp.csproj"}, {"name":"extra","project":null} ],
                  "calls": [ {"from":"web","to":"flight-deployment","kind":"service","protocol":"http"}, {"from":"flight-deployment","to":"web","kind":"service","protocol":"http"},
                             {"from":"flight-deployment","to":"extra","kind":"service","protocol":"healthCheck"}, {"from":"web","to":"api.example.com","kind":"external","protocol":"http"} ],
                  "channels": [ {"name":"Booked","publishers":["flight-deployment"],"consumers":[]} ],
                  "stores": [ {"system":"postgres","server":"pg","database":"shop","schema":null,"users":["web","flight-deployment"]} ] }
                """);

            var scores = GraphEvaluation.Compare(LabelledSystem.ReadLabels(labels), LabelledSystem.ReadGraph(graph));

            Assert.Equal(["services: flight, webapp; mail; extra", "calls: webapp -> flight; webapp -> mail; flight -> webapp", "shared stores: flight + webapp; ; ", "messages: ; flight -> mail; "],
                scores.Select(s => $"{s.Kind}: {string.Join(", ", s.Right)}; {string.Join(", ", s.Missing)}; {string.Join(", ", s.Wrong)}"));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void Unreadable_file_is_named()
    {
        var file = Path.GetTempFileName();
        try
        {
            File.WriteAllText(file, "[1]");
            Assert.Contains(file, Assert.Throws<MeshReady.Dev.DevException>(() => LabelledSystem.ReadGraph(file)).Message);
        }
        finally
        {
            File.Delete(file);
        }
    }
}
