using System.Diagnostics;
using MeshReady.Tool.Output;

namespace MeshReady.Tool.Tests.Robustness;

/// <summary>Links, pipes, rights and full disks: clear words, the right exit code, and no file lost.</summary>
public sealed class FileSystemTests
{
    private const string Address = "var builder = WebApplication.CreateBuilder(args);\nbuilder.Services.AddHttpClient(\"orders\", client => client.BaseAddress = new Uri(\"http://orders:8080\"));\nbuilder.Build().Run();\n";

    [Fact]
    public async Task Links_in_circles_and_pipes_are_passed_by()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "links need rights there");
        using var folder = new TempFolder().WithService("Front", "Console.WriteLine(\"http://a\");").With("deploy/a.yaml", "a: 1");
        Directory.CreateSymbolicLink(folder["Front/loop"], folder.Path);
        Directory.CreateSymbolicLink(folder["self"], ".");
        Directory.CreateSymbolicLink(folder["a"], "b");
        Directory.CreateSymbolicLink(folder["b"], "a");
        File.CreateSymbolicLink(folder["Front/dangling.cs"], "gone.cs");
        Directory.CreateDirectory(folder["Folder.csproj"]);
        Directory.CreateDirectory(folder["Front/folder.cs"]);
        foreach (var pipe in (string[])["Front/pipe.cs", "Front/Pipe.csproj", "deploy/pipe.yaml", "Front/appsettings.Pipe.json", ".editorconfig"])
            Assert.Equal(0, (await Run("mkfifo", folder[pipe])).Code);

        foreach (var command in (string[])["check", "fix"])
        {
            var (code, text, error) = await Meshready.Run(command, folder.Path).WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);
            Assert.Equal(command == "check" ? 1 : 0, code);
            Assert.Contains("Front/Pipe.csproj cannot be read: it is empty\n", text + error, StringComparison.Ordinal);
            if (command == "check")
                Assert.Equal(2, text.Split("TST0001").Length);
        }
    }

    [Fact]
    public async Task Folders_and_files_without_rights_are_named()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "no Unix mode");
        using var folder = new TempFolder().WithService("Front", Address).WithService("Hidden", Address).With("Front/secret.cs", "class S;").With("Secret/Secret.csproj", "<Project />").With("Front/appsettings.json", "{}");
        using var rights = new Rights(folder);
        rights.Set("Hidden", UnixFileMode.None);
        foreach (var file in (string[])["Front/secret.cs", "Secret/Secret.csproj", "Front/appsettings.json"])
            rights.Set(file, UnixFileMode.None);

        var (code, text) = await Tool("check", folder.Path);
        Assert.Equal(1, code);
        foreach (var name in (string[])["Hidden", "Front/secret.cs", "Secret/Secret.csproj", "Front/appsettings.json"])
            Assert.Contains($"{name} cannot be read: access to it is denied\n", text, StringComparison.Ordinal);
        Assert.Contains("MSA0101", text, StringComparison.Ordinal);

        (code, text) = await Tool("check", folder["Hidden"]);
        Assert.Equal((2, $"{folder["Hidden"]} cannot be read: access to it is denied\n"), (code, text));
        (code, text) = await Tool("check", folder["Secret/Secret.csproj"]);
        Assert.Equal(2, code);
        Assert.Contains("Secret.csproj cannot be read: access to it is denied\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Read_only_folder_stays_as_it_is()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "no Unix mode");
        using var folder = new TempFolder().WithService("Front", Address);
        using var rights = new Rights(folder);
        rights.Set("Front/Program.cs", UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite);
        rights.Set("Front", UnixFileMode.UserRead | UnixFileMode.UserExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute);
        var (code, text) = await Tool("fix", folder.Path, "--behavioural");

        Assert.Equal(2, code);
        Assert.Contains(" could not be written: access to it is denied\n", text, StringComparison.Ordinal);
        Assert.EndsWith("0 files changed\n", text, StringComparison.Ordinal);
        Assert.Equal(Address, folder.Read("Front/Program.cs"));
        Assert.Equal(2, Directory.GetFiles(folder["Front"]).Length);
    }

    [Fact]
    public async Task Full_disk_loses_no_file()
    {
        using var folder = new TempFolder().WithService("Front", Address);
        // The file system is the child's alone and goes with it: source, tool and verdict in one shell.
        var script = $"""
            mount -t tmpfs -o size=64k none "$1" || exit 77
            cd "$1" && mkdir Front && cp "$2"/Front/* Front/ && cat /dev/zero > filler 2> /dev/null
            dotnet "$3" fix . --behavioural; code=$?
            cmp Front/Program.cs "$2/Front/Program.cs" && ls -A Front && exit $code
            """;
        using var disk = new TempFolder();
        var (code, text) = await Run("unshare", "--map-root-user", "--mount", "sh", "-c", script, "sh", disk.Path, folder.Path, Path.Combine(AppContext.BaseDirectory, "MeshReady.Tool.dll"));
        Assert.SkipWhen(code is 77 or 127 || text.Contains("unshare:", StringComparison.Ordinal), "this system lets nobody mount a file system of his own");

        Assert.Equal(2, code);
        Assert.Contains(" could not be written: No space left on device\n", text, StringComparison.Ordinal);
        Assert.Contains("0 files changed\n", text, StringComparison.Ordinal);
        Assert.EndsWith("\nFront.csproj\nProgram.cs\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Write_that_ends_early_leaves_the_old_file()
    {
        using var folder = new TempFolder().With("a.txt", "old");
        Assert.Throws<IOException>(() => AtomicFile.Replace(folder["a.txt"], new byte[100], static path => new FullDisk(path)));
        Assert.Equal("old", folder.Read("a.txt"));
        Assert.Single(Directory.GetFiles(folder.Path));
    }

    /// <summary>Runs the program as somebody whom rights bind: root they do not.</summary>
    private static async Task<(int Code, string Text)> Tool(params string[] arguments)
    {
        string[] program = ["dotnet", Path.Combine(AppContext.BaseDirectory, "MeshReady.Tool.dll"), .. arguments];
        if (!Environment.IsPrivilegedProcess)
            return await Run(program[0], program[1..]);
        var (code, text) = await Run("setpriv", ["--reuid=65534", "--regid=65534", "--clear-groups", .. program]);
        Assert.SkipWhen(code == 127, "running as root, and there is no setpriv to become somebody else");
        return (code, text);
    }

    private static async Task<(int Code, string Text)> Run(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["DOTNET_EnableDiagnostics"] = "0";
        start.Environment["HOME"] = Path.GetTempPath();
        try
        {
            using var process = Process.Start(start)!;
            var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
            var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
            await process.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(TimeSpan.FromMinutes(2), TestContext.Current.CancellationToken);
            return (process.ExitCode, await error + await output);
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return (127, "");
        }
    }

    /// <summary>A stream that has room for half of what is written.</summary>
    private sealed class FullDisk(string path) : FileStream(path, FileMode.CreateNew)
    {
        public override void Write(ReadOnlySpan<byte> buffer)
        {
            base.Write(buffer[..(buffer.Length / 2)]);
            throw new IOException("No space left on device");
        }
    }

    /// <summary>Takes rights away, and gives them back so that the folder can be removed.</summary>
    private sealed class Rights(TempFolder folder) : IDisposable
    {
        private readonly List<(string Path, UnixFileMode Mode)> _before = [];

#pragma warning disable CA1416
        public void Set(string name, UnixFileMode mode)
        {
            _before.Add((folder[name], File.GetUnixFileMode(folder[name])));
            File.SetUnixFileMode(folder[name], mode);
        }

        public void Dispose() => _before.ForEach(static b => File.SetUnixFileMode(b.Path, b.Mode));
#pragma warning restore CA1416
    }
}
