using MeshReady.Analyzers.Rules.Security;
using MeshReady.CodeFixes.Rules.Security;

namespace MeshReady.Analyzers.Tests.Rules.Security;

public sealed class MSA0301CertificateValidationDisabledTests : RuleTest<MSA0301CertificateValidationDisabledAnalyzer, MSA0301CertificateValidationDisabledFix>
{
    private const string Usings = """
        using System;
        using System.Net;
        using System.Net.Http;
        using System.Net.Security;
        using System.Net.WebSockets;
        using System.Security.Cryptography.X509Certificates;
        using System.Threading.Tasks;
        using Microsoft.Extensions.DependencyInjection;
        using Microsoft.Extensions.Hosting;
        #pragma warning disable SYSLIB0014, CS8321, CS1998, CS0162, CS0219

        """;

    /// <summary>A class with callbacks to choose from, and the statements at hand in a method.</summary>
    private static string In(string statements) => Usings + $$"""
        static class Callbacks
        {
            public static bool Any(object s, X509Certificate c, X509Chain ch, SslPolicyErrors e) => true;
            public static bool Strict(object s, X509Certificate c, X509Chain ch, SslPolicyErrors e) => e == SslPolicyErrors.None;
            public static readonly Func<HttpRequestMessage, X509Certificate2, X509Chain, SslPolicyErrors, bool> Field = (_, _, _, _) => true;
            public static Func<HttpRequestMessage, X509Certificate2, X509Chain, SslPolicyErrors, bool> Property => (_, _, _, _) => true;
            internal static Func<HttpRequestMessage, X509Certificate2, X509Chain, SslPolicyErrors, bool> Unwritten = (_, _, _, _) => true;
            internal static Func<HttpRequestMessage, X509Certificate2, X509Chain, SslPolicyErrors, bool> Rewritten = (_, _, _, _) => true;
            static void Harden() => Rewritten = (_, _, _, e) => e == SslPolicyErrors.None;
        }

        public static class Library
        {
            public static Func<HttpRequestMessage, X509Certificate2, X509Chain, SslPolicyErrors, bool> Settable { get; set; } = (_, _, _, _) => true;
        }

        class C
        {
            const bool Yes = true;
            static readonly bool AlwaysYes = true;
            bool _trust;
            void Log(object o) { }
            void Pin(object o) { if (o is null) throw new InvalidOperationException(); }
            bool Accept(object s, X509Certificate c, X509Chain ch, SslPolicyErrors e)
            {
                Log(c);
                return true;
            }

            void M(HttpClientHandler handler, SocketsHttpHandler sockets, IServiceCollection services, IHostEnvironment env, System.IO.Stream stream, ClientWebSocket socket)
            {
                {{statements}}
            }
        }
        """;

    [Theory]
    [InlineData("(m, c, ch, e) => true")]
    [InlineData("(_, _, _, _) => true")]
    [InlineData("static (_, _, _, _) => true")]
    [InlineData("(HttpRequestMessage m, X509Certificate2 c, X509Chain ch, SslPolicyErrors e) => true")]
    [InlineData("(m, c, ch, e) => { return true; }")]
    [InlineData("(m, c, ch, e) => { _ = c; return true; }")]
    [InlineData("(m, c, ch, e) => { if (e != SslPolicyErrors.None) Log(e); return true; }")]
    [InlineData("(m, c, ch, e) => { if (e == SslPolicyErrors.None) return true; else return true; }")]
    [InlineData("(m, c, ch, e) => { try { Log(c); return true; } catch { return true; } }")]
    [InlineData("(m, c, ch, e) => { return true; return e == SslPolicyErrors.None; }")]
    [InlineData("(m, c, ch, e) => { const bool ok = true; return ok; }")]
    [InlineData("(m, c, ch, e) => { var ok = true; return ok; }")]
    [InlineData("(m, c, ch, e) => { Func<bool> other = () => false; return true; }")]
    [InlineData("(m, c, ch, e) => Yes")]
    [InlineData("(m, c, ch, e) => AlwaysYes")]
    [InlineData("(m, c, ch, e) => !false")]
    [InlineData("(m, c, ch, e) => (true)")]
    [InlineData("(m, c, ch, e) => e == SslPolicyErrors.None || true")]
    [InlineData("(m, c, ch, e) => e == SslPolicyErrors.None ? true : true")]
    [InlineData("(m, c, ch, e) => e switch { SslPolicyErrors.None => true, _ => true }")]
    [InlineData("delegate { return true; }")]
    [InlineData("delegate (HttpRequestMessage m, X509Certificate2 c, X509Chain ch, SslPolicyErrors e) { return true; }")]
    [InlineData("Accept")]
    [InlineData("this.Accept")]
    [InlineData("Callbacks.Any")]
    [InlineData("Callbacks.Field")]
    [InlineData("Callbacks.Property")]
    [InlineData("Callbacks.Unwritten")]
    [InlineData("new(Callbacks.Any)")]
    [InlineData("new Func<HttpRequestMessage, X509Certificate2, X509Chain, SslPolicyErrors, bool>((_, _, _, _) => true)")]
    [InlineData("(Func<HttpRequestMessage, X509Certificate2, X509Chain, SslPolicyErrors, bool>)((_, _, _, _) => true)")]
    [InlineData("_trust ? (_, _, _, _) => true : null")]
    [InlineData("null ?? Callbacks.Field")]
    [InlineData("HttpClientHandler.DangerousAcceptAnyServerCertificateValidator")]
    public Task Callback_accepts_everything(string callback)
        => Verify(In($"{{|MSA0301:handler.ServerCertificateCustomValidationCallback = {callback}|}};"));

    [Theory]
    [InlineData("(m, c, ch, e) => e == SslPolicyErrors.None")]
    [InlineData("(m, c, ch, e) => e == SslPolicyErrors.None || c.Thumbprint == \"AB\"")]
    [InlineData("(m, c, ch, e) => { if (c.Thumbprint == \"AB\") return true; return e == SslPolicyErrors.None; }")]
    [InlineData("(m, c, ch, e) => { if (e != SslPolicyErrors.None) return false; return true; }")]
    [InlineData("(m, c, ch, e) => { if (e != SslPolicyErrors.None) throw new InvalidOperationException(); return true; }")]
    [InlineData("(m, c, ch, e) => { Pin(c); return true; }")]
    [InlineData("(m, c, ch, e) => { ArgumentNullException.ThrowIfNull(c); return true; }")]
    [InlineData("(m, c, ch, e) => _trust")]
    [InlineData("(m, c, ch, e) => { var ok = true; ok &= e == SslPolicyErrors.None; return ok; }")]
    [InlineData("(m, c, ch, e) => false")]
    [InlineData("(m, c, ch, e) => ch.Build(c)")]
    [InlineData("(m, c, ch, e) => env.IsDevelopment() || e == SslPolicyErrors.None")]
    [InlineData("Callbacks.Strict")]
    [InlineData("Callbacks.Rewritten")]
    [InlineData("Library.Settable")]
    [InlineData("null")]
    public Task Callback_can_refuse(string callback)
        => Verify(In($"handler.ServerCertificateCustomValidationCallback = {callback};"));

    [Theory]
    [InlineData("{|MSA0301:sockets.SslOptions.RemoteCertificateValidationCallback = (_, _, _, _) => true|};")]
    [InlineData("{|MSA0301:sockets.SslOptions.RemoteCertificateValidationCallback = delegate { return true; }|};")]
    [InlineData("var h = new SocketsHttpHandler { SslOptions = { {|MSA0301:RemoteCertificateValidationCallback = (_, _, _, _) => true|} } };")]
    [InlineData("var h = new SocketsHttpHandler { SslOptions = new() { {|MSA0301:RemoteCertificateValidationCallback = (_, _, _, _) => true|} } };")]
    [InlineData("var h = new SocketsHttpHandler { SslOptions = new SslClientAuthenticationOptions { {|MSA0301:RemoteCertificateValidationCallback = Callbacks.Any|} } };")]
    [InlineData("var h = new HttpClientHandler { {|MSA0301:ServerCertificateCustomValidationCallback = (_, _, _, _) => true|} };")]
    [InlineData("HttpClientHandler h = new() { {|MSA0301:ServerCertificateCustomValidationCallback = HttpClientHandler.DangerousAcceptAnyServerCertificateValidator|} };")]
    [InlineData("{|MSA0301:handler.ServerCertificateCustomValidationCallback += (_, _, _, _) => true|};")]
    [InlineData("{|MSA0301:handler.ServerCertificateCustomValidationCallback ??= (_, _, _, _) => true|};")]
    [InlineData("{|MSA0301:ServicePointManager.ServerCertificateValidationCallback = (_, _, _, _) => true|};")]
    [InlineData("{|MSA0301:ServicePointManager.ServerCertificateValidationCallback += delegate { return true; }|};")]
    [InlineData("{|MSA0301:ServicePointManager.ServerCertificateValidationCallback = new RemoteCertificateValidationCallback(Accept)|};")]
    [InlineData("{|MSA0301:WebRequest.CreateHttp(\"https://a\").ServerCertificateValidationCallback = (_, _, _, _) => true|};")]
    [InlineData("{|MSA0301:socket.Options.RemoteCertificateValidationCallback = (_, _, _, _) => true|};")]
    [InlineData("using var ssl = new SslStream(stream, false, {|MSA0301:(_, _, _, _) => true|});")]
    [InlineData("using var ssl = new SslStream(stream, false, {|MSA0301:new RemoteCertificateValidationCallback((_, _, _, _) => true)|}, null);")]
    [InlineData("using SslStream ssl = new(stream, {|MSA0301:userCertificateValidationCallback: Accept|}, leaveInnerStreamOpen: true);")]
    [InlineData("new SslStream(stream).AuthenticateAsClientAsync(new SslClientAuthenticationOptions { {|MSA0301:RemoteCertificateValidationCallback = (_, _, _, _) => true|} });")]
    [InlineData("services.AddHttpClient(\"a\").ConfigurePrimaryHttpMessageHandler(() => new HttpClientHandler { {|MSA0301:ServerCertificateCustomValidationCallback = (_, _, _, _) => true|} });")]
    [InlineData("services.AddHttpClient(\"a\").ConfigurePrimaryHttpMessageHandler(() => { var h = new HttpClientHandler(); {|MSA0301:h.ServerCertificateCustomValidationCallback = (_, _, _, _) => true|}; return h; });")]
    [InlineData("bool Local(object s, X509Certificate c, X509Chain ch, SslPolicyErrors e) { return true; } {|MSA0301:sockets.SslOptions.RemoteCertificateValidationCallback = Local|};")]
    [InlineData("RemoteCertificateValidationCallback cb = (_, _, _, _) => true; {|MSA0301:sockets.SslOptions.RemoteCertificateValidationCallback = cb|};")]
    [InlineData("var cb = HttpClientHandler.DangerousAcceptAnyServerCertificateValidator; {|MSA0301:handler.ServerCertificateCustomValidationCallback = cb|};")]
    public Task Client_of_the_framework(string statements) => Verify(In(statements));

    [Theory]
    [InlineData("RemoteCertificateValidationCallback cb = (_, _, _, _) => true; cb = Callbacks.Strict; sockets.SslOptions.RemoteCertificateValidationCallback = cb;")]
    [InlineData("RemoteCertificateValidationCallback unused = (_, _, _, _) => true;")]
    [InlineData("var o = new SslServerAuthenticationOptions { RemoteCertificateValidationCallback = (_, _, _, _) => true };")]
    [InlineData("using var ssl = new SslStream(stream, false, (_, _, _, _) => true); ssl.AuthenticateAsServer((X509Certificate)null!);")]
    [InlineData("var o = new Microsoft.AspNetCore.Server.Kestrel.Https.HttpsConnectionAdapterOptions { ClientCertificateValidation = (_, _, _) => true };")]
    [InlineData("var name = nameof(HttpClientHandler.DangerousAcceptAnyServerCertificateValidator);")]
    [InlineData("if (handler.ServerCertificateCustomValidationCallback == HttpClientHandler.DangerousAcceptAnyServerCertificateValidator) Log(1);")]
    [InlineData("handler.ServerCertificateCustomValidationCallback -= Callbacks.Unwritten;")]
    [InlineData("using var ssl = new SslStream(stream, false, Callbacks.Strict);")]
    public Task Neighbour_of_the_mistake(string statements) => Verify(In(statements));

    [Theory]
    [InlineData("void Use(Func<HttpRequestMessage, X509Certificate2, X509Chain, SslPolicyErrors, bool> f) { } Use({|MSA0301:HttpClientHandler.DangerousAcceptAnyServerCertificateValidator|});")]
    [InlineData("void Use(RemoteCertificateValidationCallback f) { } Use({|MSA0301:(object s, X509Certificate c, X509Chain ch, SslPolicyErrors e) => true|});")]
    [InlineData("void Use(RemoteCertificateValidationCallback f) { } Use({|MSA0301:new RemoteCertificateValidationCallback(Callbacks.Any)|});")]
    [InlineData("Func<HttpRequestMessage, X509Certificate2, X509Chain, SslPolicyErrors, bool> Get() => {|MSA0301:HttpClientHandler.DangerousAcceptAnyServerCertificateValidator|};")]
    [InlineData("RemoteCertificateValidationCallback Get() { return {|MSA0301:new RemoteCertificateValidationCallback(Callbacks.Any)|}; }")]
    public Task Callback_leaves_for_elsewhere(string statements) => Verify(In(statements));

    [Fact]
    public Task Method_in_another_file()
        => VerifyFiles(
            Usings + """
                class C
                {
                    void M(SocketsHttpHandler h)
                    {
                        {|MSA0301:h.SslOptions.RemoteCertificateValidationCallback = Trust.Everyone|};
                        {|MSA0301:h.SslOptions.RemoteCertificateValidationCallback = Trust.Held|};
                        h.SslOptions.RemoteCertificateValidationCallback = Trust.Changed;
                    }
                }
                """,
            Usings + """
                static class Trust
                {
                    public static bool Everyone(object s, X509Certificate c, X509Chain ch, SslPolicyErrors e) => true;
                    internal static RemoteCertificateValidationCallback Held { get; set; } = Everyone;
                    internal static RemoteCertificateValidationCallback Changed { get; set; } = Everyone;
                }
                """,
            Usings + """
                static class Startup
                {
                    static void Harden() => Trust.Changed = (_, _, _, e) => e == SslPolicyErrors.None;
                }
                """);

    [Fact]
    public Task Overridable_callback_may_be_stricter() => Verify(Usings + """
        class C
        {
            protected virtual bool Accept(object s, X509Certificate c, X509Chain ch, SslPolicyErrors e) => true;
            void M(SocketsHttpHandler h) => h.SslOptions.RemoteCertificateValidationCallback = Accept;
        }
        """);

    [Fact]
    public Task Handler_derives_from_the_frameworks() => Verify(Usings + """
        class Trusting : HttpClientHandler
        {
            public Trusting() => {|MSA0301:ServerCertificateCustomValidationCallback = (_, _, _, _) => true|};
        }
        """);

    [Fact]
    public Task Code_does_not_compile() => Verify(Usings + """
        class C
        {
            void M()
            {
                {|CS0103:handler|}.ServerCertificateCustomValidationCallback = (_, _, _, _) => true;
                new HttpClientHandler().ServerCertificateCustomValidationCallback = {|CS0103:Nothing|};
                new HttpClientHandler { ServerCertificateCustomValidationCallback = {|CS1525:}|};
                new {|CS0246:SqlConnection|}("Server=sql;TrustServerCertificate=true");
            }
        }
        """);

    [Fact]
    public Task Look_alikes_of_another_namespace() => Verify("""
        using System;
        namespace My
        {
            enum SslPolicyErrors { None, All }
            delegate bool RemoteCertificateValidationCallback(object s, object c, object ch, SslPolicyErrors e);
            class HttpClientHandler
            {
                public Func<object, object, object, SslPolicyErrors, bool> ServerCertificateCustomValidationCallback { get; set; }
                public static Func<object, object, object, SslPolicyErrors, bool> DangerousAcceptAnyServerCertificateValidator { get; }
                public RemoteCertificateValidationCallback RemoteCertificateValidationCallback { get; set; }
                public bool TrustServerCertificate { get; set; }
                public bool AllowInsecureTls { get; set; }
                public bool EnableSslCertificateVerification { get; set; }
                public int AcceptablePolicyErrors { get; set; }
            }
            class SslStream { public SslStream(RemoteCertificateValidationCallback callback) { } }
            class SqlConnection { public SqlConnection(string text) { } }
            class C
            {
                void Take(Func<object, object, object, SslPolicyErrors, bool> f) { }
                void M()
                {
                    new SslStream(new RemoteCertificateValidationCallback((_, _, _, _) => true));
                    new SqlConnection("Server=sql;TrustServerCertificate=true");
                    Take(HttpClientHandler.DangerousAcceptAnyServerCertificateValidator);
                    Take((object s, object c, object ch, SslPolicyErrors e) => true);
                    var h = new HttpClientHandler
                    {
                        ServerCertificateCustomValidationCallback = (_, _, _, _) => true,
                        RemoteCertificateValidationCallback = (_, _, _, _) => true,
                        TrustServerCertificate = true,
                        AllowInsecureTls = true,
                        EnableSslCertificateVerification = false,
                        AcceptablePolicyErrors = 7,
                    };
                }
            }
        }
        """);

    [Fact]
    public Task Generated_code_is_left_alone() => Verify("// <auto-generated/>\n" + In("handler.ServerCertificateCustomValidationCallback = Accept;"));

    [Fact]
    public Task Test_project_is_left_alone()
        => Verify(In("handler.ServerCertificateCustomValidationCallback = Accept;"), globalConfig: "build_property.IsTestProject = true");
}
