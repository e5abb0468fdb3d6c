using MeshReady.Tool.Reports;

namespace MeshReady.Tool.Tests.Reports;

/// <summary>Lines of files without what must not be shown.</summary>
public sealed class SafeSourceTests
{
    private const string Canary = "hunter2";

    [Theory]
    [InlineData("a.yaml", "kind: Secret\ndata:\n  a: hunter2\n")]
    [InlineData("a.yaml", "kind: \"Secret\" # it is\nmetadata: { name: x }\nstringData:\n  a: |\n    hunter2\n")]
    [InlineData("a.yaml", "apiVersion: v1\nkind: List\nitems:\n- kind: Secret\n  data: { a: hunter2 }\n")]
    [InlineData("a.json", "{ \"kind\": \"Secret\",\n \"data\": { \"a\": \"hunter2\" } }")]
    [InlineData("kustomization.yaml", "secretGenerator:\n- name: x\n  literals:\n  - a=hunter2\n")]
    [InlineData("a.yaml", "kind: Deployment\nenv:\n- name: DB_PASSWORD\n  value: hunter2\n")]
    [InlineData("a.yaml", "kind: Deployment\nenv:\n- name: DB_PASSWORD\n  value: |\n    hunter2\n")]
    [InlineData("a.yaml", "kind: Deployment\nenv: [{ name: API_TOKEN, value: hunter2 }]\n")]
    [InlineData("a.yaml", "args: [\"--api-key=hunter2\"]\n")]
    [InlineData("a.yaml", "url: http://user:hunter2@host/\n")]
    [InlineData("a.yaml", "-----BEGIN RSA PRIVATE KEY-----\nhunter2\n-----END RSA PRIVATE KEY-----\n")]
    [InlineData("appsettings.json", "{ \"ConnectionStrings\": {\n \"Orders\": \"Server=sql;Password=hunter2;Database=a\" } }")]
    [InlineData("appsettings.json", "{ \"Jwt\": {\n \"SigningKey\": \"hunter2\" } }")]
    [InlineData("Program.cs", "var password = \"hunter2\";")]
    [InlineData("Program.cs", "options.ApiKey = $\"hunter2\";")]
    [InlineData("Program.cs", "client.DefaultRequestHeaders.Add(\"X-Api-Key\", \"hunter2\");")]
    [InlineData("Program.cs", "var c = \"Server=sql;User Id=sa;Password=hunter2\";")]
    [InlineData("Program.cs", "var pw = \"hunter2\";")]
    [InlineData("Program.cs", "http.GetStringAsync(\"/invoices/1?sig=hunter2\");")]
    [InlineData("Program.cs", "new NpgsqlConnection(\"Host=db;Username=hunter2\");")]
    [InlineData("ocelot.json", "{ \"Host\": \"user:hunter2@orders\", \"DownstreamPathTemplate\": \"/a?code=hunter2\" }")]
    [InlineData("docker-compose.yml", "environment: { POSTGRES_PASSWORD: \"a hunter2\" }\ncommand: [\"--password\", \"hunter2\"]\n")]
    public void Secret_is_not_shown(string path, string text)
    {
        var lines = SafeSource.Lines(path, text);
        Assert.Equal(text.Split('\n').Length, lines.Count);
        Assert.DoesNotContain(Canary, string.Join('\n', lines), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl")]
    [InlineData("AKIAIOSFODNN7EXAMPLE")]
    [InlineData("ghp_16C7e42F292c6912E7710c838347Ae178B4a")]
    [InlineData("wJalrXUtnFEMIK7MDENGbPxRfiCYEXAMPLEKEY9")]
    public void What_looks_like_a_token_is_not_shown(string token)
        => Assert.DoesNotContain(token, SafeSource.Lines("Program.cs", $"Use(\"{token}\");")[0], StringComparison.Ordinal);

    [Theory]
    [InlineData("Program.cs", "var orders = await client.GetAsync(\"/orders/{id}\", cancellationToken);")]
    [InlineData("Program.cs", "builder.Services.AddHttpClient<OrdersClient>(c => c.BaseAddress = new Uri(\"http://orders:8080\"));")]
    [InlineData("Program.cs", "options.Configuration = builder.Configuration.GetConnectionString(\"Redis\");")]
    [InlineData("a.yaml", "      retries: { attempts: 3, perTryTimeout: 3s }")]
    [InlineData("a.yaml", "        - name: orders")]
    public void Harmless_line_is_shown_as_it_stands(string path, string line) => Assert.Equal(line, SafeSource.Lines(path, line)[0]);

    [Fact]
    public void Other_document_of_the_file_is_shown()
        => Assert.Equal([SafeSource.Withheld, SafeSource.Withheld, "---", "kind: Service", ""], SafeSource.Lines("a.yaml", "kind: Secret\ndata: { a: b }\n---\nkind: Service\n"));
}
