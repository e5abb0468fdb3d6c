using MeshReady.Analyzers.Rules.State;

namespace MeshReady.Analyzers.Tests.Rules.State;

public sealed class MSA0509LocalFileAsStoreTests : WorkloadTest<MSA0509LocalFileAsStoreAnalyzer>
{
    private static string Endpoint(string body, string services = "") => Program(services, $"app.MapPost(\"/files\", async (IFormFile upload, IWebHostEnvironment env, IConfiguration configuration, string name) => {{ {body}; await Task.CompletedTask; }});");

    [Fact]
    public async Task Upload_beside_the_program() => Assert.Equal(
        "Warning Program.cs:4 'WriteAllTextAsync' writes a file beside the program: another replica does not have it, and a restart loses it; put it into an object store, a database or a volume",
        await Find(Endpoint("await File.WriteAllTextAsync(\"uploads/last.txt\", name)"), []));

    [Theory]
    [InlineData("File.WriteAllBytes(Path.Combine(env.ContentRootPath, \"uploads\", name), [])", "WriteAllBytes")]
    [InlineData("using var file = new FileStream(Path.Combine(env.WebRootPath, name), FileMode.Create); await upload.CopyToAsync(file)", "FileStream")]
    [InlineData("using FileStream file = new(Path.Combine(env.WebRootPath, name), FileMode.OpenOrCreate, FileAccess.Write); await upload.CopyToAsync(file)", "FileStream")]
    [InlineData("var path = Path.Combine(Directory.GetCurrentDirectory(), \"wwwroot\", name); using var file = File.Create(path); await upload.CopyToAsync(file)", "Create")]
    [InlineData("await File.AppendAllTextAsync($\"orders/{name}.json\", name)", "AppendAllTextAsync")]
    [InlineData("File.AppendAllLines(AppContext.BaseDirectory + \"/orders.csv\", [name])", "AppendAllLines")]
    [InlineData("const string Folder = \"data\"; using var writer = new StreamWriter(Path.Combine(Folder, name)); writer.Write(name)", "StreamWriter")]
    [InlineData("System.IO.File.Copy(name, Path.GetFullPath(\"done/\" + name))", "Copy")]
    public async Task Path_beside_the_program(string body, string name) => Assert.StartsWith($"Warning Program.cs:4 '{name}' writes a file beside the program", await Find(Endpoint(body), []));

    [Fact]
    public async Task Store_that_a_controller_uses() => Assert.StartsWith("Warning Program.cs:10 'WriteAllText' writes a file beside the program", await Find(Program("builder.Services.AddControllers(); builder.Services.AddScoped<Pictures>();", "app.MapControllers();") + """
        public class Pictures
        {
            private readonly string _folder;
            public Pictures(IWebHostEnvironment env) => _folder = Path.Combine(env.WebRootPath, "pictures");
            public void Save(string name) => File.WriteAllText(FileOf(name), name);
            private string FileOf(string name) => Path.Combine(_folder, name);
        }
        [ApiController]
        public class PicturesController(Pictures pictures) : ControllerBase
        {
            [HttpPost] public void Post(string name) => pictures.Save(name);
        }
        """, []));

    [Fact]
    public async Task Folder_of_the_settings_in_a_pod_without_a_volume() => Assert.StartsWith(
        "Warning Program.cs:4 'WriteAllText' writes a file in a pod without a volume",
        await Find(Endpoint("File.WriteAllText(Path.Combine(configuration[\"Folder\"]!, name), name)"), [Deployment()]));

    [Theory]
    [InlineData("persistentVolumeClaim: {claimName: files}", false)]
    [InlineData("nfs: {server: files, path: /}", false)]
    [InlineData("emptyDir: {}", true)]
    [InlineData("configMap: {name: web}", true)]
    public async Task Volume_may_keep_files(string source, bool isFound)
    {
        var pod = Deployment(pod: $"volumes: [{{name: files, {source}}}]", container: "volumeMounts: [{name: files, mountPath: /app/files}]");

        Assert.Equal(isFound, (await Find(Endpoint("File.WriteAllText(Path.Combine(configuration[\"Folder\"]!, name), name)"), [pod])).Length > 0);
        Assert.Equal(isFound, (await Find(Endpoint("File.WriteAllText(Path.Combine(\"files\", name), name)"), [pod])).Length > 0);
    }

    [Theory]
    [InlineData("File.WriteAllText(Path.Combine(configuration[\"Folder\"]!, name), name)")]
    [InlineData("File.WriteAllText(\"/data/\" + name, name)")]
    [InlineData("File.WriteAllText(name, name)")]
    [InlineData("File.WriteAllText(Path.Combine(Path.GetTempPath(), name), name)")]
    [InlineData("File.WriteAllText($\"{Path.GetTempPath()}{name}\", name)")]
    [InlineData("var path = Path.GetTempFileName(); File.WriteAllText(path, name)")]
    [InlineData("File.WriteAllText(Path.Combine(\"exports\", Path.GetRandomFileName()), name)")]
    [InlineData("File.WriteAllText(\"/tmp/\" + name, name)")]
    [InlineData("var path = \"exports/\" + name; File.WriteAllText(path, name); File.Delete(path)")]
    [InlineData("File.AppendAllText(\"logs/today.log\", name)")]
    [InlineData("File.ReadAllText(\"templates/mail.html\")")]
    [InlineData("using var file = new FileStream(\"templates/mail.html\", FileMode.Open)")]
    [InlineData("using var writer = new StreamWriter(new MemoryStream()); writer.Write(name)")]
    [InlineData("using var file = new FileStream(\"templates/mail.html\", FileMode.Open, FileAccess.Read, FileShare.Read); await upload.CopyToAsync(Stream.Null)")]
    public async Task Temporary_unknown_or_read(string body) => Assert.Empty(await Find(Endpoint(body), []));

    [Fact]
    public async Task Temporary_file_in_a_pod_without_a_volume() => Assert.Empty(await Find(Endpoint("File.WriteAllText(Path.Combine(Path.GetTempPath(), name), name)"), [Deployment()]));

    [Fact]
    public async Task File_of_the_start() => Assert.Empty(await Find(Program("File.WriteAllText(\"started\", \"\");", "if (app.Environment.IsDevelopment()) app.MapPost(\"/dump\", (string name) => File.WriteAllText(\"dump.txt\", name));"), [Deployment()]));

    [Fact]
    public async Task Code_that_no_request_reaches() => Assert.Empty(await Find(Program("") + "static class Tool { public static void Export(string name) => File.WriteAllText(\"export.csv\", name); }", []));

    [Fact]
    public async Task Method_of_the_same_name_is_somebody_elses() => Assert.Empty(await Find("using File = My.File;\n" + Endpoint("File.WriteAllText(\"a\", name)") + "namespace My { static class File { public static void WriteAllText(string path, string text) { } } }", []));

    [Fact]
    public async Task Code_that_is_being_typed() => Assert.Empty(await Find(Endpoint("File.WriteAllText("), [], mayBreak: true));
}
