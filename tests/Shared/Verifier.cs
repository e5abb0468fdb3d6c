using System.Runtime.CompilerServices;
using Xunit;

namespace MeshReady.Testing;

/// <summary>Compares a text with <c>Class.Method.verified.txt</c> beside the test, in the manner and by the file names of Verify.</summary>
public static class Verifier
{
    /// <summary>Passes where the text equals the verified one, line endings aside; otherwise leaves a <c>.received.txt</c> beside it and fails.</summary>
    public static Task Verify(string text, [CallerFilePath] string sourceFile = "", [CallerMemberName] string method = "")
    {
        var test = Path.Combine(Path.GetDirectoryName(OnDisk(sourceFile))!, $"{Path.GetFileNameWithoutExtension(sourceFile)}.{method}");
        return VerifyFile(text, test + ".verified.txt", test + ".received.txt");
    }

    /// <summary>As <see cref="Verify"/> for a committed file with a name of its own, by full path.</summary>
    public static async Task VerifyFile(string text, string verified, string received)
    {
        var expected = File.Exists(verified) ? Normalize(await File.ReadAllTextAsync(verified)) : null;
        var actual = Normalize(text);
        if (expected == actual)
        {
            File.Delete(received);
            return;
        }

        await File.WriteAllTextAsync(received, actual + "\n");
        Assert.Fail($"{Path.GetFileName(verified)} {(expected is null ? "does not exist" : "differs")}; received:\n{actual}");
    }

    private static string Normalize(string text) => text.ReplaceLineEndings("\n").TrimEnd('\n');

    // A deterministic build calls the root of the repository "/_/".
    private static string OnDisk(string sourceFile)
        => sourceFile.StartsWith("/_/", StringComparison.Ordinal) ? Path.Combine(Repository.Root, sourceFile[3..]) : sourceFile;
}
