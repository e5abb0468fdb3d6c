using System.Diagnostics;
using System.Globalization;
using MeshReady.Model.Deployment;
using YamlDotNet.Core;

namespace MeshReady.Benchmarks;

/// <summary>
/// Reads every YAML file below some folders, counts what was read and what could not be, and compares the speed with YamlDotNet's bare event
/// parser on the same files in the same run, on one thread. Templates are no YAML: their speed stands by itself.
/// </summary>
internal static class ManifestIntake
{
    private const int MostRounds = 40;
    private static readonly TimeSpan MostTime = TimeSpan.FromSeconds(20);

    public static int Print(IReadOnlyList<string> folders, bool listNotes)
    {
        Console.WriteLine($"{"folder",-40} {"files",6} {"KB",8} {"documents",9} {"objects",8} {"templates",9} {"notes",6} {"reader",12} {"parser",12} {"share",6} {"templates",12}");
        var failures = 0;
        var all = new List<(string Path, string Text)>();
        WarmUp([.. folders.SelectMany(Files)]);
        foreach (var folder in folders)
        {
            var files = Files(folder);
            failures += Row(Shown(folder), files, listNotes);
            all.AddRange(files);
        }

        if (folders.Count > 1)
            failures += Row("all", all, listNotes: false);
        using var process = Process.GetCurrentProcess();
        Console.WriteLine(string.Format(CultureInfo.InvariantCulture, "peak memory of the process {0:N0} MB; heap after all is read and kept {1:N1} MB, of which the texts {2:N1} MB", process.PeakWorkingSet64 / 1048576d, Kept(all), all.Sum(static f => f.Text.Length) * 2 / 1048576d));
        return failures > 0 ? 1 : 0;
    }

    private static string Shown(string folder)
    {
        var parts = folder.TrimEnd('/', '\\').Split('/', '\\');
        return string.Join('/', parts.TakeLast(2));
    }

    private static List<(string Path, string Text)> Files(string folder)
        => [.. Directory.EnumerateFiles(folder, "*.*", SearchOption.AllDirectories)
            .Where(static path => path.EndsWith(".yaml", StringComparison.OrdinalIgnoreCase) || path.EndsWith(".yml", StringComparison.OrdinalIgnoreCase))
            .Order(StringComparer.Ordinal)
            .Select(static path => (path, File.ReadAllText(path)))];

    // Until the just-in-time compiler has settled, whoever comes first is the slowest.
    private static void WarmUp(List<(string Path, string Text)> files)
    {
        var watch = Stopwatch.StartNew();
        for (var round = 0; round < 50 && (round < 3 || watch.Elapsed < TimeSpan.FromSeconds(4)); round++)
        {
            foreach (var (path, text) in files)
            {
                try
                {
                    ManifestReader.Read(path, text);
                    Parse(text);
                }
                catch (Exception)
                {
                    // The row of its folder names it.
                }
            }
        }
    }

    private static int Row(string name, List<(string Path, string Text)> files, bool listNotes)
    {
        var (read, failed) = (new List<ManifestFile>(), 0);
        foreach (var (path, text) in files)
        {
            try
            {
                read.Add(ManifestReader.Read(path, text));
            }
            catch (Exception exception)
            {
                failed++;
                Console.WriteLine($"  {exception.GetType().Name} in {path}");
            }
        }

        var plain = files.Where(static f => !f.Text.Contains("{{", StringComparison.Ordinal)).ToList();
        var templates = files.Where(static f => f.Text.Contains("{{", StringComparison.Ordinal)).ToList();
        var (reader, parser) = Pair(plain, static f => ManifestReader.Read(f.Path, f.Text), static f => Parse(f.Text));
        var (template, _) = Pair(templates, static f => ManifestReader.Read(f.Path, f.Text), static _ => { });
        Console.WriteLine(string.Format(
            CultureInfo.InvariantCulture,
            "{0,-40} {1,6} {2,8:N0} {3,9} {4,8} {5,9} {6,6} {7,7:N1} MB/s {8,7:N1} MB/s {9,6:N2} {10,7:N1} MB/s",
            name, files.Count, files.Sum(static f => f.Text.Length) / 1024d, files.Sum(static f => Documents(f.Text)), read.Sum(static f => f.Resources.Count), templates.Count, read.Sum(static f => f.Notes.Count), reader, parser, parser > 0 ? reader / parser : 0, template));
        foreach (var note in listNotes ? read.SelectMany(static f => f.Notes) : [])
            Console.WriteLine($"  {note.Path}:{note.Line}: {note.Why}");
        foreach (var file in read.Where(static f => f.Notes.Count > Documents(File.ReadAllText(f.Path))))
        {
            failed++;
            Console.WriteLine($"  more notes than documents in {file.Path}");
        }

        return failed;
    }

    private static int Documents(string text)
        => 1 + text.Split('\n').Count(static line => line.StartsWith("---", StringComparison.Ordinal));

    private static void Parse(string text)
    {
        try
        {
            var parser = new Parser(new StringReader(text));
            while (parser.MoveNext())
            {
            }
        }
        catch (YamlException)
        {
            // A broken file ends early for both.
        }
    }

    // Megabytes of text in a second, the best of rounds that take turns, so that both meet the same machine.
    private static (double First, double Second) Pair(List<(string Path, string Text)> files, Action<(string Path, string Text)> first, Action<(string Path, string Text)> second)
    {
        if (files.Count == 0)
            return (0, 0);
        var megabytes = files.Sum(static f => System.Text.Encoding.UTF8.GetByteCount(f.Text)) / 1e6;
        var (bestFirst, bestSecond) = (double.MaxValue, double.MaxValue);
        var whole = Stopwatch.StartNew();
        for (var round = 0; round < MostRounds && (round < 3 || whole.Elapsed < MostTime); round++)
        {
            bestFirst = Math.Min(bestFirst, Time(first));
            bestSecond = Math.Min(bestSecond, Time(second));
        }

        return (megabytes / bestFirst, megabytes / bestSecond);

        double Time(Action<(string Path, string Text)> action)
        {
            // The processor's time: others may use the machine, and reading keeps to one thread.
            var before = Environment.CpuUsage.TotalTime;
            foreach (var file in files)
                action(file);
            return Math.Max(1e-6, (Environment.CpuUsage.TotalTime - before).TotalSeconds);
        }
    }

    private static double Kept(List<(string Path, string Text)> files)
    {
        var model = DeploymentModel.Create(files.Select(static f => ManifestReader.Read(f.Path, f.Text)), complete: false);
        var bytes = GC.GetTotalMemory(forceFullCollection: true);
        GC.KeepAlive(model);
        return bytes / 1048576d;
    }
}
