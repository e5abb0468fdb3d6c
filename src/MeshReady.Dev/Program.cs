using System.CommandLine;
using MeshReady.Dev;
using MeshReady.Dev.Catalog;
using MeshReady.Dev.Docs;
using MeshReady.Dev.Evaluation;
using MeshReady.Dev.Scaffold;
using MeshReady.Dev.Shapes;

var root = new RootCommand("The workbench of MeshReady's own developers.") { NewRuleCommand(), DocsCommand(), EvaluateCommand(), EvaluateGraphCommand(), ShapesCommand(), ReleaseCommand() };
var parsed = root.Parse(args);
try
{
    // A command line that cannot be understood is 2, as every other request that cannot be met.
    var exitCode = parsed.Invoke(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
    return parsed.Errors.Count > 0 ? 2 : exitCode;
}
catch (DevException exception)
{
    Console.Error.WriteLine(exception.Message);
    return 2;
}

static Repository Here() => Repository.Find(Directory.GetCurrentDirectory());

static Command NewRuleCommand()
{
    var name = new Argument<string>("NAME") { Description = "What the rule is about, in PascalCase: RetryWithoutJitter" };
    var group = new Option<string>("--group") { Description = "The group: Addressing, Resilience, Security, …", Required = true };
    var fix = new Option<bool>("--fix") { Description = "With a code fix; otherwise [NoCodeFix] states why there is none" };
    var id = new Option<string?>("--id") { Description = "A certain id instead of the next free one" };
    var command = new Command("new-rule", "Scaffolds analyzer, fix, tests, page and release line of a rule") { name, group, fix, id };
    command.SetAction(result =>
    {
        var (created, paths) = NewRule.Create(Here(), result.GetRequiredValue(name), result.GetRequiredValue(group), result.GetValue(fix), result.GetValue(id));
        Console.WriteLine(created);
        foreach (var path in paths)
            Console.WriteLine($"  {(path == ReleaseNotes.Unshipped ? '~' : '+')} {path}");
        Console.WriteLine($"Next: dotnet test tests/MeshReady.Analyzers.Tests --filter {created}, then the page, then: dotnet run --project src/MeshReady.Dev -- docs");
    });
    return command;
}

static Command DocsCommand()
{
    var check = new Option<bool>("--check") { Description = "Write nothing; list what drifted and exit with 1" };
    var command = new Command("docs", "Writes every generated table and profile") { check };
    command.SetAction(result =>
    {
        var repository = Here();
        var lines = result.GetValue(check) ? [.. DocsGenerator.Drift(repository, RuleCatalog.Rules)] : DocsGenerator.Write(repository, RuleCatalog.Rules);
        foreach (var line in lines)
            Console.WriteLine(line);
        return result.GetValue(check) && lines.Count > 0 ? 1 : 0;
    });
    return command;
}

static Command EvaluateCommand()
{
    var labels = new Option<DirectoryInfo>("--labels") { Description = "Folder of *.jsonl labels", Required = true };
    var findings = new Option<FileInfo[]>("--findings") { Description = "JSON array of {id, path, line, message}; repeat for several repositories", Required = true };
    var command = new Command("evaluate", "Compares findings in real repositories with the labels of their readers") { labels, findings };
    command.SetAction(result =>
    {
        var folder = result.GetRequiredValue(labels);
        if (!folder.Exists)
            throw new DevException($"There is no folder {folder.FullName}.");
        Label[] known = [.. folder.EnumerateFiles("*.jsonl").OrderBy(f => f.Name, StringComparer.Ordinal).SelectMany(f => Label.Read(f.FullName))];
        string[] repositories = [.. known.Select(l => l.Repo).Distinct()];
        List<(string Repo, Finding Finding)> located = [];
        var lost = 0;
        foreach (var file in result.GetRequiredValue(findings))
        {
            foreach (var finding in Evaluator.ReadFindings(file.FullName))
            {
                if (Evaluator.Locate(finding, file.Name, repositories) is { } place)
                    located.Add((place.Repo, finding with { File = place.File }));
                else
                    lost++;
            }
        }

        // Labels of repositories that were not scanned, and of rules that do not exist yet, would count as missed.
        var scanned = located.Select(l => l.Repo)
            .Concat(repositories.Where(r => result.GetRequiredValue(findings).Any(f => r.EndsWith("/" + Path.GetFileNameWithoutExtension(f.Name), StringComparison.OrdinalIgnoreCase))))
            .ToHashSet(StringComparer.Ordinal);
        var rules = RuleCatalog.Rules.Select(r => r.Id).Concat(located.Select(l => l.Finding.Id)).ToHashSet(StringComparer.Ordinal);
        EvaluationReport.Write(Console.Out, Evaluator.Compare([.. known.Where(l => scanned.Contains(l.Repo))], located, rules.Contains));
        if (lost > 0)
            Console.WriteLine($"{lost} findings belong to no labelled repository: name the repository in their path or in the findings file's name.");
    });
    return command;
}

static Command EvaluateGraphCommand()
{
    var labels = new Option<FileInfo>("--labels") { Description = "The system as a reader saw it, *.system.json", Required = true };
    var graph = new Option<FileInfo>("--graph") { Description = "What meshready map --format json wrote", Required = true };
    var command = new Command("evaluate-graph", "Compares the graph of a real system with that of its readers: services, calls, shared stores, messages") { labels, graph };
    command.SetAction(result =>
    {
        var (known, shown) = (result.GetRequiredValue(labels), result.GetRequiredValue(graph));
        GraphEvaluation.Write(Console.Out, known.Name.Replace(".system.json", "", StringComparison.Ordinal), GraphEvaluation.Compare(LabelledSystem.ReadLabels(known.FullName), LabelledSystem.ReadGraph(shown.FullName)));
    });
    return command;
}

static Command ShapesCommand()
{
    var only = new Option<string?>("--only") { Description = "Build only the shapes of one group, and print the table instead of writing it" };
    var all = new Option<bool>("--all-ids") { Description = "Print every id on the line of each shape, also those that the table leaves out" };
    var command = new Command("shapes", $"Builds every shape of {ShapeReader.Folder} beside the analyzers that are compared, and writes the table of {ShapeTable.Page}") { only, all };
    command.SetAction(result =>
    {
        var repository = Here();
        Shape[] shapes = [.. ShapeReader.ReadAll(repository).Where(s => result.GetValue(only) is not { } group || s.Group == group)];
        var folder = Directory.CreateTempSubdirectory("meshready-shapes").FullName;
        try
        {
            var reported = ShapeBuild.Run(repository, shapes, folder);
            if (result.GetValue(all))
            {
                foreach (var (shape, ids) in shapes.Zip(reported))
                    Console.WriteLine($"{shape.Group}: {shape.Title}: {string.Join(' ', ids)}");
            }

            var table = ShapeTable.Render(shapes, reported);
            if (result.GetValue(only) is not null)
                Console.WriteLine(table);
            else
                repository.Write(ShapeTable.Page, Markers.Replace(repository.TryRead(ShapeTable.Page) ?? "", ShapeTable.Marker, table) ?? throw new DevException($"{ShapeTable.Page} has no marker '{ShapeTable.Marker}'."));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    });
    return command;
}

static Command ReleaseCommand()
{
    var version = new Argument<string>("VERSION") { Description = "X.Y.Z" };
    var command = new Command("release", "Moves the unshipped rules below the heading of a release") { version };
    command.SetAction(result =>
    {
        var repository = Here();
        var (shipped, unshipped) = ReleaseNotes.Release(
            repository.TryRead(ReleaseNotes.Shipped) ?? "", repository.TryRead(ReleaseNotes.Unshipped) ?? "", result.GetRequiredValue(version));
        repository.Write(ReleaseNotes.Shipped, shipped);
        repository.Write(ReleaseNotes.Unshipped, unshipped);
        Console.WriteLine($"{ReleaseNotes.Shipped} and {ReleaseNotes.Unshipped} are written; commit and tag v{result.GetRequiredValue(version)}.");
    });
    return command;
}
