using BenchmarkDotNet.Running;
using MeshReady.Benchmarks;

if (args.Contains("--help") || args.Contains("-h"))
{
    Console.WriteLine("""
        --quick            one table, in about a minute: medians of seven
        --repo PATH        the table also measures the C# of this folder, with the framework's references only
        (anything else)    goes to BenchmarkDotNet, for instance --filter '*Typing*'
        """);
    return 0;
}

var repo = Array.IndexOf(args, "--repo");
if (repo >= 0 && (repo + 1 == args.Length || !Directory.Exists(args[repo + 1])))
{
    Console.Error.WriteLine("--repo needs an existing folder");
    return 2;
}

if (args.Contains("--quick") || repo >= 0)
    return await QuickTable.Print(repo >= 0 ? args[repo + 1] : null);

BenchmarkSwitcher.FromAssembly(typeof(BuildBenchmark).Assembly).Run(args);
return 0;
