using BenchmarkDotNet.Running;
using MeshReady.Benchmarks;

if (args.Contains("--help") || args.Contains("-h"))
{
    Console.WriteLine("""
        --quick            one table, in about a minute: medians of seven rounds, fewer for large sources
        --thorough         the same table with seven rounds for every size
        --repo PATH        the table also measures the C# of this folder, with the framework's references only
        --rules            each rule's cost beside NetAnalyzers with everything on, 100k lines; with --repo also that folder
        --ours             with --rules, leaves NetAnalyzers out: quicker, no comparison, and what theirs would have bound first counts as ours
        --manifests PATH…  reads every YAML file below these folders: counts, notes, MB/s against YamlDotNet's bare parser, memory
        --check PATH       the whole of `meshready check` on a folder, project or solution beside what the compiler alone takes
                           to read, parse and bind the same sources: medians of three rounds, their ratio, peak memory
        --notes            with --manifests, also lists what could not be read and why
        (anything else)    goes to BenchmarkDotNet, for instance --filter '*Typing*'
        """);
    return 0;
}

var check = Array.IndexOf(args, "--check");
if (check >= 0)
{
    if (check + 1 == args.Length)
    {
        Console.Error.WriteLine("--check needs a path");
        return 2;
    }

    return await CheckCost.Print(args[check + 1]);
}

var manifests = Array.IndexOf(args, "--manifests");
if (manifests >= 0)
{
    string[] folders = [.. args.Skip(manifests + 1).TakeWhile(a => !a.StartsWith("--", StringComparison.Ordinal))];
    if (folders.Length == 0 || !Array.TrueForAll(folders, Directory.Exists))
    {
        Console.Error.WriteLine("--manifests needs existing folders");
        return 2;
    }

    return ManifestIntake.Print(folders, args.Contains("--notes"));
}

var repo = Array.IndexOf(args, "--repo");
if (repo >= 0 && (repo + 1 == args.Length || !Directory.Exists(args[repo + 1])))
{
    Console.Error.WriteLine("--repo needs an existing folder");
    return 2;
}

if (args.Contains("--rules"))
    return await RuleCosts.Print(repo >= 0 ? args[repo + 1] : null, args.Contains("--ours"));

var thorough = args.Contains("--thorough");
if (args.Contains("--quick") || thorough || repo >= 0)
    return await QuickTable.Print(repo >= 0 ? args[repo + 1] : null, thorough);

BenchmarkSwitcher.FromAssembly(typeof(BuildBenchmark).Assembly).Run(args);
return 0;
