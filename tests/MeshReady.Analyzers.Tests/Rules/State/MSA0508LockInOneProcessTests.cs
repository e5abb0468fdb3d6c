using MeshReady.Analyzers.Rules.State;

namespace MeshReady.Analyzers.Tests.Rules.State;

public sealed class MSA0508LockInOneProcessTests : WorkloadTest<MSA0508LockInOneProcessAnalyzer>
{
    [Theory]
    [InlineData("if (System.Runtime.InteropServices.RuntimeInformation.IsOSPlatform(System.Runtime.InteropServices.OSPlatform.Windows)) { using var gate = new Mutex(false, @\"Global\\orders\"); }")]
    [InlineData("if (OperatingSystem.IsWindows()) { using var gate = new Mutex(false, @\"Global\\orders\"); }")]
    public async Task Mutex_for_Windows(string statements) => Assert.Empty(await Find(Program(statements), []));

    private const string Database = """

        namespace Microsoft.EntityFrameworkCore { public class DbContext { public int SaveChanges() => 0; public Task<int> SaveChangesAsync(CancellationToken token = default) => Task.FromResult(0); } }
        namespace Shop { public class Stock : Microsoft.EntityFrameworkCore.DbContext { public int Left { get; set; } } }
        """;

    private static string Service(string members) => Program("") + "public class Orders(Shop.Stock stock) {\n" + members + "\n}" + Database;

    [Fact]
    public async Task Lock_around_a_write_to_the_database() => Assert.Equal(
        "Info Program.cs:7 'Gate' keeps others out only in this process: another replica does 'SaveChanges' at the same time; lock in the database, check a version, or take a lease",
        await Find(Service("private static readonly object Gate = new();\npublic void Take() { lock (Gate) { stock.Left--; stock.SaveChanges(); } }"), []));

    [Theory]
    [InlineData("private static readonly SemaphoreSlim Gate = new(1, 1);\npublic async Task Take() { await Gate.WaitAsync(); try { stock.Left--; await stock.SaveChangesAsync(); } finally { Gate.Release(); } }", "SaveChangesAsync")]
    [InlineData("static SemaphoreSlim Gate = new SemaphoreSlim(1);\npublic async Task Take() { if (!await Gate.WaitAsync(0)) return; stock.Left--; await stock.SaveChangesAsync(); Gate.Release(); }", "SaveChangesAsync")]
    [InlineData("private static readonly object Gate = new();\npublic void Take() { lock (Gate) { Save(); } }\nprivate void Save() => stock.SaveChanges();", "SaveChanges")]
    [InlineData("private static readonly System.Threading.Lock Gate = new();\npublic void Take() { using (Gate.EnterScope()) { stock.SaveChanges(); } }", "SaveChanges")]
    [InlineData("private static readonly ReaderWriterLockSlim Gate = new();\npublic void Take() { Gate.EnterWriteLock(); try { stock.SaveChanges(); } finally { Gate.ExitWriteLock(); } }", "SaveChanges")]
    [InlineData("private static readonly object Gate = new object();\npublic void Take() { Monitor.Enter(Gate); try { stock.SaveChanges(); } finally { Monitor.Exit(Gate); } }", "SaveChanges")]
    [InlineData("private static readonly Mutex Gate = new();\npublic void Take(System.Data.Common.DbCommand command) { Gate.WaitOne(); command.ExecuteNonQuery(); Gate.ReleaseMutex(); }", "ExecuteNonQuery")]
    [InlineData("private static readonly object Gate = new();\npublic void Take(IStore store) { lock (Orders.Gate) store.Keep(); }\npublic interface IStore { void Keep(); }\nclass Store(Shop.Stock stock) : IStore { public void Keep() => stock.SaveChanges(); }", "SaveChanges")]
    public async Task However_the_lock_is_taken(string members, string write) => Assert.StartsWith($"Info Program.cs:7 'Gate' keeps others out only in this process: another replica does '{write}'", await Find(Service(members), []));

    [Fact]
    public async Task Mutex_with_a_name_of_the_machine() => Assert.Equal(
        "Warning Program.cs:2 'Global\\orders' keeps others out only in one container or machine: another replica does what it guards at the same time; lock in the database, check a version, or take a lease",
        await Find(Program("using var gate = new Mutex(false, @\"Global\\orders\");"), []));

    [Theory]
    [InlineData("private const string Name = \"Global\\\\orders\"; private static readonly Mutex Gate = new(false, Name);")]
    [InlineData("public void Take() { using Mutex gate = new(true, \"Global\\\\\" + nameof(Orders), out var isNew); gate.ReleaseMutex(); }")]
    public async Task Mutex_with_a_name_however_it_is_written(string members) => Assert.StartsWith("Warning Program.cs:7 'Global\\", await Find(Service(members), []), StringComparison.OrdinalIgnoreCase);

    [Theory]
    [InlineData("private static readonly object Gate = new();\nprivate readonly List<string> _lines = [];\npublic void Take(string line) { lock (Gate) _lines.Add(line); }")]
    [InlineData("private readonly object Gate = new();\npublic void Take() { lock (Gate) stock.SaveChanges(); }")]
    [InlineData("private static readonly object Gate = new();\npublic void Take() { lock (Gate) { stock.Left--; }\nstock.SaveChanges(); }")]
    [InlineData("private static readonly SemaphoreSlim Gate = new(4);\npublic async Task<string> Get(System.Net.Http.HttpClient http) { await Gate.WaitAsync(); try { return await http.GetStringAsync(\"token\"); } finally { Gate.Release(); } }")]
    [InlineData("private static readonly object Key = new();\npublic void Take(Dictionary<object, int> items) { items[Key] = 1; stock.SaveChanges(); }")]
    [InlineData("private static readonly SemaphoreSlim Gate = new(1);\npublic async Task Take(Other other) { await Gate.WaitAsync(); await other.SaveChangesAsync(); Gate.Release(); }\npublic class Other { public Task SaveChangesAsync() => Task.CompletedTask; }")]
    [InlineData("private static readonly Mutex Gate = new(false, \"Local\\\\orders\");")]
    [InlineData("private static readonly My.Mutex Gate = new(false, \"Global\\\\orders\");\npublic static class My { public class Mutex(bool owned, string name) { public object[] All => [owned, name]; } }")]
    [InlineData("private static readonly object Gate = new();\nstatic Orders() { lock (Gate) new Shop.Stock().SaveChanges(); }")]
    public async Task Lock_of_memory_of_an_instance_or_of_something_else(string members) => Assert.Empty(await Find(Service(members), []));

    [Fact]
    public async Task One_replica_has_all_the_locks() => Assert.Empty(await Find(Service("private static readonly object Gate = new();\npublic void Take() { lock (Gate) stock.SaveChanges(); }"), [Deployment(spec: "replicas: 1")]));

    [Fact]
    public async Task Mutex_of_a_program_that_is_no_service() => Assert.Empty(await Find("using var gate = new Mutex(true, @\"Global\\editor\", out var isFirst); if (!isFirst) return;", []));

    [Theory]
    [InlineData("", true)]
    [InlineData("Microsoft.EntityFrameworkCore.Sqlite.Core", false)]
    public async Task Real_database_of_the_package_unless_it_is_a_file(string provider, bool isFound)
    {
        var found = await Find(
            Program("") + "public class Stock : Microsoft.EntityFrameworkCore.DbContext; public class Orders(Stock stock) { static readonly object Gate = new(); public void Take() { lock (Gate) stock.SaveChanges(); } }",
            [],
            packages: provider.Length == 0 ? ["Microsoft.EntityFrameworkCore", "Microsoft.EntityFrameworkCore.Abstractions"] : ["Microsoft.EntityFrameworkCore", "Microsoft.EntityFrameworkCore.Abstractions", provider]);

        Assert.Equal(isFound, found.Length > 0);
    }

    [Fact]
    public async Task Code_that_is_being_typed() => Assert.Empty(await Find(Service("private static readonly object Gate = new();\npublic void Take() { lock (Gate) { stock. "), [], mayBreak: true));
}
