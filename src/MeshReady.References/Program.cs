using MeshReady.References;

// Run by the build of the tool: one line "SOURCE|TARGET" for each assembly.
if (args is not [var list])
{
    Console.Error.WriteLine("Usage: MeshReady.References LIST, a file of lines SOURCE|TARGET");
    return 2;
}

var failed = 0;
Parallel.ForEach(File.ReadLines(list).Where(static l => l.Length > 0), line =>
{
    var (source, target) = line.Split('|') is [var s, var t] ? (s, t) : (line, "");
    try
    {
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        File.WriteAllBytes(target, ReferenceAssembly.Of(File.ReadAllBytes(source)));
    }
    catch (Exception exception)
    {
        // In the form that MSBuild takes for an error of its own.
        Console.Error.WriteLine($"{source} : error MESHREF : {exception.Message}");
        Interlocked.Increment(ref failed);
    }
});
return failed > 0 ? 1 : 0;
