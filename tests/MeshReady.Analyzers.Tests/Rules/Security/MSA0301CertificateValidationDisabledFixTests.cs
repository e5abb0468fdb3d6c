using MeshReady.Analyzers.Rules.Security;
using MeshReady.CodeFixes.Rules.Security;

namespace MeshReady.Analyzers.Tests.Rules.Security;

public sealed class MSA0301CertificateValidationDisabledFixTests : RuleTest<MSA0301CertificateValidationDisabledAnalyzer, MSA0301CertificateValidationDisabledFix>
{
    private static string In(string statements) => $$"""
        using System;
        using System.IO;
        using System.Net.Http;
        using System.Net.Security;
        using System.Security.Cryptography.X509Certificates;
        using Microsoft.Extensions.DependencyInjection;
        using Microsoft.Extensions.Hosting;

        class C
        {
            internal bool Accept(object s, X509Certificate c, X509Chain h, SslPolicyErrors e) => true;

            void M(HttpClientHandler handler, IServiceCollection services, IHostEnvironment env, Stream stream, string name)
            {
        {{statements}}
            }
        }
        """;

    [Theory]
    [InlineData(
        """
                env.ToString();
                {|MSA0301:handler.ServerCertificateCustomValidationCallback = (_, _, _, _) => true|};
                stream.Flush();
        """,
        """
                env.ToString();
                stream.Flush();
        """)]
    [InlineData(
        """
                {|MSA0301:handler.ServerCertificateCustomValidationCallback += Accept|};

                stream.Flush();
        """,
        """
                stream.Flush();
        """)]
    [InlineData(
        """
                env.ToString();

                // The cluster's CA is not in the image.
                {|MSA0301:handler.ServerCertificateCustomValidationCallback = Accept|}; // remove me
                stream.Flush();
        """,
        """
                env.ToString();

                // The cluster's CA is not in the image.
                // remove me
                stream.Flush();
        """)]
    [InlineData(
        """
                if (env.IsDevelopment())
                {
                    {|MSA0301:handler.ServerCertificateCustomValidationCallback = Accept|};
                }

                stream.Flush();
        """,
        """
                stream.Flush();
        """)]
    [InlineData(
        """
                if (env.IsDevelopment())
                    {|MSA0301:handler.ServerCertificateCustomValidationCallback = Accept|};
                stream.Flush();
        """,
        """
                stream.Flush();
        """)]
    [InlineData(
        """
                if (name.Trim() == "a")
                    {|MSA0301:handler.ServerCertificateCustomValidationCallback = Accept|};
        """,
        """
                if (name.Trim() == "a")
                {
                }
        """)]
    [InlineData(
        """
                {|MSA0301:handler.ServerCertificateCustomValidationCallback = env.IsDevelopment() ? Accept : null|};
                stream.Flush();
        """,
        """
                stream.Flush();
        """)]
    public Task Statement_goes(string source, string fixedSource) => Verify(In(source), In(fixedSource));

    [Theory]
    [InlineData(
        """        var client = new HttpClient(new HttpClientHandler { {|MSA0301:ServerCertificateCustomValidationCallback = (_, _, _, _) => true|} });""",
        """        var client = new HttpClient();""")]
    [InlineData(
        """
                var client = new HttpClient(new HttpClientHandler
                {
                    {|MSA0301:ServerCertificateCustomValidationCallback = HttpClientHandler.DangerousAcceptAnyServerCertificateValidator|},
                }) { Timeout = TimeSpan.FromSeconds(1) };
        """,
        """
                var client = new HttpClient() { Timeout = TimeSpan.FromSeconds(1) };
        """)]
    [InlineData(
        """        HttpClient client = new(new SocketsHttpHandler { SslOptions = { {|MSA0301:RemoteCertificateValidationCallback = (_, _, _, _) => true|} } }, true);""",
        """        HttpClient client = new();""")]
    [InlineData(
        """        var client = new HttpClient(new HttpClientHandler { {|MSA0301:ServerCertificateCustomValidationCallback = (_, _, _, _) => true|} }, false);""",
        """        var client = new HttpClient(new HttpClientHandler(), false);""")]
    [InlineData(
        """
                var h = new HttpClientHandler
                {
                    {|MSA0301:ServerCertificateCustomValidationCallback = (_, _, _, _) => true|}
                };
        """,
        """
                var h = new HttpClientHandler();
        """)]
    [InlineData(
        """
                HttpClientHandler h = new()
                {
                    {|MSA0301:ServerCertificateCustomValidationCallback = (_, _, _, _) => true|},
                };
        """,
        """
                HttpClientHandler h = new();
        """)]
    [InlineData(
        """        var h = new HttpClientHandler { MaxConnectionsPerServer = 2, {|MSA0301:ServerCertificateCustomValidationCallback = (_, _, _, _) => true|} };""",
        """        var h = new HttpClientHandler { MaxConnectionsPerServer = 2 };""")]
    [InlineData(
        """        var h = new HttpClientHandler { {|MSA0301:ServerCertificateCustomValidationCallback = (_, _, _, _) => true|}, MaxConnectionsPerServer = 2 };""",
        """        var h = new HttpClientHandler { MaxConnectionsPerServer = 2 };""")]
    [InlineData(
        """
                var h = new HttpClientHandler
                {
                    MaxConnectionsPerServer = 2, // enough
                    // Self-signed.
                    {|MSA0301:ServerCertificateCustomValidationCallback = (_, _, _, _) => true|}
                };
        """,
        """
                var h = new HttpClientHandler
                {
                    MaxConnectionsPerServer = 2 // enough
                    // Self-signed.
                };
        """)]
    [InlineData(
        """
                var h = new HttpClientHandler
                {
                    {|MSA0301:ServerCertificateCustomValidationCallback = (_, _, _, _) => true|}, // self-signed
                    MaxConnectionsPerServer = 2,
                };
        """,
        """
                var h = new HttpClientHandler
                {
                    // self-signed
                    MaxConnectionsPerServer = 2,
                };
        """)]
    [InlineData(
        """        var h = new SocketsHttpHandler { UseProxy = false, SslOptions = new() { {|MSA0301:RemoteCertificateValidationCallback = (_, _, _, _) => true|} } };""",
        """        var h = new SocketsHttpHandler { UseProxy = false };""")]
    [InlineData(
        """        var o = new SslClientAuthenticationOptions { TargetHost = name, {|MSA0301:RemoteCertificateValidationCallback = (_, _, _, _) => true|} };""",
        """        var o = new SslClientAuthenticationOptions { TargetHost = name };""")]
    public Task Member_goes(string source, string fixedSource) => Verify(In(source), In(fixedSource));

    [Theory]
    [InlineData(
        """
                services.AddHttpClient("a")
                    .ConfigurePrimaryHttpMessageHandler(() => new HttpClientHandler
                    {
                        {|MSA0301:ServerCertificateCustomValidationCallback = (_, _, _, _) => true|},
                    })
                    .SetHandlerLifetime(TimeSpan.FromMinutes(5)); // five
        """,
        """
                services.AddHttpClient("a")
                    .SetHandlerLifetime(TimeSpan.FromMinutes(5)); // five
        """)]
    [InlineData(
        """
                services.AddHttpClient("a")
                    .ConfigurePrimaryHttpMessageHandler(_ => { return new HttpClientHandler { {|MSA0301:ServerCertificateCustomValidationCallback = (_, _, _, _) => true|} }; });
        """,
        """
                services.AddHttpClient("a");
        """)]
    [InlineData(
        """
                var builder = services.AddHttpClient("a");
                builder.ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler { SslOptions = new() { {|MSA0301:RemoteCertificateValidationCallback = (_, _, _, _) => true|} } });
        """,
        """
                var builder = services.AddHttpClient("a");
        """)]
    [InlineData(
        """
                services.AddHttpClient("a") // behind the gateway
                    .ConfigurePrimaryHttpMessageHandler(() => new HttpClientHandler { {|MSA0301:ServerCertificateCustomValidationCallback = (_, _, _, _) => true|} });
        """,
        """
                services.AddHttpClient("a") // behind the gateway
                    .ConfigurePrimaryHttpMessageHandler(() => new HttpClientHandler());
        """)]
    [InlineData(
        """
                services.Configure<SslClientAuthenticationOptions>(o => {|MSA0301:o.RemoteCertificateValidationCallback = (_, _, _, _) => true|});
        """,
        """
                services.Configure<SslClientAuthenticationOptions>(o => { });
        """)]
    public Task Registration_is_left_clean(string source, string fixedSource) => Verify(In(source), In(fixedSource));

    [Theory]
    [InlineData("        var s = new SslStream(stream, false, {|MSA0301:(_, _, _, _) => true|});", "        var s = new SslStream(stream, false);")]
    [InlineData("        var s = new SslStream(stream, {|MSA0301:userCertificateValidationCallback: Accept|}, leaveInnerStreamOpen: true);", "        var s = new SslStream(stream, leaveInnerStreamOpen: true);")]
    public Task Argument_goes(string source, string fixedSource) => Verify(In(source), In(fixedSource));

    [Theory]
    [InlineData("        var s = new SslStream(stream, false, {|MSA0301:Accept|}, null);")]
    [InlineData("        Func<RemoteCertificateValidationCallback> f = () => {|MSA0301:new RemoteCertificateValidationCallback(Accept)|};")]
    [InlineData("        handler.CheckCertificateRevocationList = ({|MSA0301:handler.ServerCertificateCustomValidationCallback = Accept|}) != null;")]
    [InlineData("        {|MSA0301:handler.ServerCertificateCustomValidationCallback = env.IsProduction() ? (_, _, _, e) => e == SslPolicyErrors.None : Accept|};")]
    public Task No_clean_removal(string source) => VerifyNoFix(In(source));

    [Theory]
    [InlineData(
        """
                {|MSA0301:handler.ServerCertificateCustomValidationCallback = Local|};
                stream.Flush();

                static bool Local(object s, X509Certificate c, X509Chain h, SslPolicyErrors e) => true;
        """,
        """
                stream.Flush();
        """)]
    [InlineData(
        """
                var any = HttpClientHandler.DangerousAcceptAnyServerCertificateValidator;
                {|MSA0301:handler.ServerCertificateCustomValidationCallback = any|};
                stream.Flush();
        """,
        """
                stream.Flush();
        """)]
    [InlineData(
        """
                RemoteCertificateValidationCallback any = (_, _, _, _) => true;
                var s = new SslStream(stream, false, {|MSA0301:any|});
                GC.KeepAlive(any);
        """,
        """
                RemoteCertificateValidationCallback any = (_, _, _, _) => true;
                var s = new SslStream(stream, false);
                GC.KeepAlive(any);
        """)]
    public Task Callback_in_the_method(string source, string fixedSource) => Verify(In(source), In(fixedSource));

    [Fact]
    public Task Two_findings_one_after_the_other() => Verify(
        In("""
                {|MSA0301:handler.ServerCertificateCustomValidationCallback = Accept|};
                var client = new HttpClient(new HttpClientHandler { {|MSA0301:ServerCertificateCustomValidationCallback = Accept|} });
        """),
        In("""
                var client = new HttpClient();
        """));
}
