using MeshReady.Analyzers.Rules.Security;
using MeshReady.CodeFixes.Rules.Security;

namespace MeshReady.Analyzers.Tests.Rules.Security;

/// <summary>Fixes that change more of a file than one method.</summary>
public sealed class MSA0301CertificateValidationDisabledFixProgramTests : RuleTest<MSA0301CertificateValidationDisabledAnalyzer, MSA0301CertificateValidationDisabledFix>
{
    [Fact]
    public Task Private_method_that_nothing_else_uses_goes_too() => Verify(
        """
        using System.Net.Security;
        using System.Security.Cryptography.X509Certificates;

        class C
        {
            void M(SslClientAuthenticationOptions options)
            {
                options.TargetHost = "a";
                {|MSA0301:options.RemoteCertificateValidationCallback = Accept|};
            }

            /// <summary>Everyone is welcome.</summary>
            private static bool Accept(object s, X509Certificate c, X509Chain h, SslPolicyErrors e) => true;
        }
        """,
        """
        using System.Net.Security;
        using System.Security.Cryptography.X509Certificates;

        class C
        {
            void M(SslClientAuthenticationOptions options)
            {
                options.TargetHost = "a";
            }
        }
        """);

    [Fact]
    public Task Top_level_statement_goes() => VerifyProgram(
        """
        using System.Net.Http;

        var handler = new HttpClientHandler();
        {|MSA0301:handler.ServerCertificateCustomValidationCallback = (_, _, _, _) => true|};
        using var client = new HttpClient(handler);
        """,
        """
        using System.Net.Http;

        var handler = new HttpClientHandler();
        using var client = new HttpClient(handler);
        """);
}
