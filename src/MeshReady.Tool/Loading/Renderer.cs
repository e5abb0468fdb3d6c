using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using MeshReady.Model.Deployment;

namespace MeshReady.Tool.Loading;

/// <summary>
/// Renders what <c>meshready.json</c> declares with the user's own kustomize and helm, into obj/meshready below a folder. These
/// programs run what the repository tells them to (remote bases, plugins that are switched on): only ever on request.
/// </summary>
/// <param name="folder">Full path of the folder below which obj/meshready is.</param>
/// <param name="others">Further folders from which paths may be meant.</param>
public sealed class Renderer(string folder, IReadOnlyList<string> others)
{
    private const int MaxCharacters = 4_000_000;
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(2);

    /// <summary>The rendered file of each source that is a kustomization or a chart, by <see cref="DeclaredPlaces.KeyOf"/>.</summary>
    /// <exception cref="ArgumentException">A program is missing, fails, or takes too long.</exception>
    public IEnumerable<(string Key, string Path)> Render(EnvironmentFile file)
    {
        var home = Path.GetDirectoryName(Path.GetFullPath(file.Path))!;
        foreach (var environment in file.Environments)
        {
            var number = 0;
            foreach (var source in environment.Sources)
            {
                if (source.Kind is not (DeclaredSourceKind.Kustomize or DeclaredSourceKind.Helm))
                    continue;
                var place = Locate(home, source.Path) ?? throw new ArgumentException($"--render: {source.Path} of environment {environment.Name} does not exist");
                var text = source.Kind == DeclaredSourceKind.Kustomize ? Kustomize(place, environment) : Helm(place, home, source, environment);
                var output = Path.Combine(folder, "obj", "meshready", $"{FileName(environment.Name)}-{++number}.yaml");
                Directory.CreateDirectory(Path.GetDirectoryName(output)!);
                File.WriteAllText(output, text, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
                yield return (DeclaredPlaces.KeyOf(environment, source), output);
            }
        }
    }

    private string? Locate(string home, string path)
        => others.SelectMany(static other => new[] { other, Path.GetDirectoryName(other) }).Prepend(home)
            .Where(static root => root is not null)
            .Select(root => Path.GetFullPath(Path.Combine(root!, path)))
            .FirstOrDefault(static full => Directory.Exists(full) || File.Exists(full));

    private static string Kustomize(string place, DeclaredEnvironment environment)
        => Run("kustomize", ["build", place], environment) ?? Run("kubectl", ["kustomize", place], environment)
            ?? throw new ArgumentException($"--render needs kustomize, or kubectl, on the PATH for environment {environment.Name}");

    private string Helm(string place, string home, DeclaredSource source, DeclaredEnvironment environment)
    {
        List<string> arguments = ["template", "release", place];
        if (environment.Namespaces.Count == 1)
            arguments.AddRange(["--namespace", environment.Namespaces[0]]);
        foreach (var values in source.ValueFiles)
            arguments.AddRange(["--values", Locate(home, values) ?? throw new ArgumentException($"--render: the value file {values} of environment {environment.Name} does not exist")]);
        return Run("helm", arguments, environment) ?? throw new ArgumentException($"--render needs helm on the PATH for environment {environment.Name}");
    }

    /// <summary>What a program puts out; null where there is no such program.</summary>
    private static string? Run(string program, IReadOnlyList<string> arguments, DeclaredEnvironment environment)
    {
        var start = new ProcessStartInfo(program) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true, UseShellExecute = false };
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        start.Environment["GIT_TERMINAL_PROMPT"] = "0";
        using var process = Started(start);
        if (process is null)
            return null;

        process.StandardInput.Close();
        var error = process.StandardError.ReadToEndAsync();
        var output = ReadBounded(process.StandardOutput);
        if (!Task.WaitAll([output, error], Longest) || !process.WaitForExit(TimeSpan.FromSeconds(5)))
        {
            process.Kill(entireProcessTree: true);
            throw new ArgumentException($"--render: {program} took longer than {Longest.TotalMinutes:0} minutes for environment {environment.Name}");
        }

        if (process.ExitCode != 0)
            throw new ArgumentException($"--render: {program} failed for environment {environment.Name}: {error.Result.Split('\n').FirstOrDefault(static line => line.Trim().Length > 0)?.Trim() ?? $"exit code {process.ExitCode}"}");
        return output.Result ?? throw new ArgumentException($"--render: {program} puts out more than {MaxCharacters:N0} characters for environment {environment.Name}");
    }

    private static Process? Started(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start);
        }
        catch (Win32Exception)
        {
            return null;
        }
    }

    // The rest is read and dropped, so that the program can end.
    private static async Task<string?> ReadBounded(StreamReader reader)
    {
        var (text, buffer, length) = (new StringBuilder(), new char[8192], 0);
        for (int read; (read = await reader.ReadAsync(buffer)) > 0; length += read)
        {
            if (length <= MaxCharacters)
                text.Append(buffer, 0, read);
        }

        return length > MaxCharacters ? null : text.ToString();
    }

    private static string FileName(string name) => string.Concat(name.Select(static c => char.IsAsciiLetterOrDigit(c) ? c : '-'));
}
