using MeshReady.Analyzers.Rules.Security;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Testing;

namespace MeshReady.Analyzers.Tests.Rules.Security;

/// <summary>What only a developer's machine runs is an Info.</summary>
public sealed class MSA0301CertificateValidationDisabledDevelopmentTests : RuleTest<MSA0301CertificateValidationDisabledAnalyzer>
{
    private static string In(string statements) => $$"""
        using System;
        using System.Net.Http;
        using System.Net.Security;
        using System.Security.Cryptography.X509Certificates;
        using Microsoft.Extensions.Hosting;

        class C
        {
            bool _trust;
            void Log(object o) { }
            bool Accept(object s, X509Certificate c, X509Chain ch, SslPolicyErrors e) => true;

            void M(HttpClientHandler handler, IHostEnvironment env)
            {
                {{statements}}
            }
        }
        """;

    [Theory]
    [InlineData("if (env.IsDevelopment()) {|#0:handler.ServerCertificateCustomValidationCallback = Accept|};")]
    [InlineData("if (env.IsDevelopment() && _trust) { {|#0:handler.ServerCertificateCustomValidationCallback = Accept|}; }")]
    [InlineData("if (!env.IsDevelopment()) { Log(1); } else { {|#0:handler.ServerCertificateCustomValidationCallback = Accept|}; }")]
    [InlineData("if (env.IsEnvironment(\"Local\")) {|#0:handler.ServerCertificateCustomValidationCallback = Accept|};")]
    [InlineData("if (env.IsEnvironment(\"Development\")) {|#0:handler.ServerCertificateCustomValidationCallback = Accept|};")]
    [InlineData("if (env.EnvironmentName == Environments.Development) {|#0:handler.ServerCertificateCustomValidationCallback = Accept|};")]
    [InlineData("if (Environment.GetEnvironmentVariable(\"ASPNETCORE_ENVIRONMENT\") is \"Development\") {|#0:handler.ServerCertificateCustomValidationCallback = Accept|};")]
    [InlineData("var local = env.IsDevelopment(); if (local) {|#0:handler.ServerCertificateCustomValidationCallback = Accept|};")]
    [InlineData("if (!env.IsDevelopment()) return; {|#0:handler.ServerCertificateCustomValidationCallback = Accept|};")]
    [InlineData("if (!env.IsDevelopment()) { Log(1); return; } Action later = () => {|#0:handler.ServerCertificateCustomValidationCallback = Accept|};")]
    [InlineData("{|#0:handler.ServerCertificateCustomValidationCallback = env.IsDevelopment() ? Accept : null|};")]
    [InlineData("{|#0:handler.ServerCertificateCustomValidationCallback = !env.IsDevelopment() ? null : (_, _, _, _) => true|};")]
    [InlineData("switch (env.EnvironmentName) { case \"Development\": {|#0:handler.ServerCertificateCustomValidationCallback = Accept|}; break; }")]
    [InlineData("\n#if DEBUG\n{|#0:handler.ServerCertificateCustomValidationCallback = Accept|};\n#endif\n")]
    [InlineData("\n#if !DEBUG\nLog(1);\n#else\n{|#0:handler.ServerCertificateCustomValidationCallback = Accept|};\n#endif\n")]
    public Task Only_in_development(string statements)
        => VerifyResults(
            "#define DEBUG\n" + In(statements),
            new DiagnosticResult("MSA0301", DiagnosticSeverity.Info).WithLocation(0).WithMessage("'ServerCertificateCustomValidationCallback' accepts every certificate, though only in development; trust the development certificate instead ('dotnet dev-certs https --trust'), so that this code cannot reach production"));

    [Theory]
    [InlineData("{|#0:handler.ServerCertificateCustomValidationCallback = Accept|};")]
    [InlineData("if (!env.IsDevelopment()) {|#0:handler.ServerCertificateCustomValidationCallback = Accept|};")]
    [InlineData("if (env.IsDevelopment()) Log(1); else {|#0:handler.ServerCertificateCustomValidationCallback = Accept|};")]
    [InlineData("if (env.IsDevelopment() || _trust) {|#0:handler.ServerCertificateCustomValidationCallback = Accept|};")]
    [InlineData("if (!env.IsProduction()) {|#0:handler.ServerCertificateCustomValidationCallback = Accept|};")]
    [InlineData("if (env.IsDevelopment()) return; {|#0:handler.ServerCertificateCustomValidationCallback = Accept|};")]
    [InlineData("if (_trust) {|#0:handler.ServerCertificateCustomValidationCallback = Accept|};")]
    [InlineData("{|#0:handler.ServerCertificateCustomValidationCallback = env.IsDevelopment() ? Accept : (_, _, _, _) => true|};")]
    [InlineData("\n#if !RELEASE && TRACE\nLog(1);\n#else\n{|#0:handler.ServerCertificateCustomValidationCallback = Accept|};\n#endif\n")]
    [InlineData("\n#if DEBUG\nLog(1);\n#endif\n{|#0:handler.ServerCertificateCustomValidationCallback = Accept|};")]
    public Task Also_outside_development(string statements)
        => VerifyResults(
            "#define DEBUG\n" + In(statements),
            new DiagnosticResult("MSA0301", DiagnosticSeverity.Warning).WithLocation(0).WithMessage("'ServerCertificateCustomValidationCallback' accepts every certificate, so anyone on the path can read and change this traffic; remove it and trust the issuing CA, or let the mesh do mTLS over http://"));

    [Fact]
    public Task Release_build_has_no_debug_code() => Verify(In("\n#if DEBUG\nhandler.ServerCertificateCustomValidationCallback = Accept;\n#endif\n"));
}
