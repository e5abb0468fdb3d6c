using static MeshReady.Analyzers.Facts.NameShapes;

namespace MeshReady.Analyzers.Facts;

/// <summary>Names at which certificate validation can be switched off.</summary>
internal static class CertificateNames
{
    public const string AcceptAny = "DangerousAcceptAnyServerCertificateValidator";

    public static IEnumerable<NameTable.Entry> Candidates
    {
        get
        {
            // Mention lets "??=" through, which the look at the next character cannot tell from a use.
            foreach (var name in AssignedMembers)
                yield return new(name, Assigned | Mention, SiteKinds.CertificateValidation);
            foreach (var name in FluentCalls)
                yield return new(name, Call, SiteKinds.CertificateValidation);
            foreach (var name in Creations)
                yield return new(name, Creation, SiteKinds.CertificateValidation);

            yield return new(AcceptAny, Mention, SiteKinds.CertificateValidation);

            // A callback with written parameter types, handed to a method of any name.
            yield return new("SslPolicyErrors", Mention, SiteKinds.CertificateValidation);
        }
    }

    private static readonly string[] AssignedMembers =
    [
        "ServerCertificateCustomValidationCallback", "ServerCertificateValidationCallback", "RemoteCertificateValidationCallback",
        "CertificateValidationCallback", "CertificateValidation", "UserCertificateValidationCallback", "VerifyServerCertificate",
        "CertificateValidationHandler",
        "TrustServerCertificate", "AcceptablePolicyErrors", "EnableSslCertificateVerification", "AllowInsecureTls",
        "VerifySslCertificate", "SkipTlsVerify", "DangerousAcceptAnyServerCertificate", "InsecureSkipVerify",
        "AllowUntrustedCertificates", "CertificateValidationMode",
        "ConnectionString",
    ];

    private static readonly string[] FluentCalls =
    [
        "ServerCertificateValidationCallback", "RemoteCertificateValidationCallback", "CertificateValidationCallback",
        "UseUserCertificateValidationCallback", "WithRemoteCertificateValidationCallback", "WithServerCertificateValidationCallback",
        "SetServerCertificateValidationCallback", "SetRemoteCertificateValidationCallback",
        "UseSqlServer", "UseAzureSql", "AddSqlServer",
    ];

    private static readonly string[] Creations = ["SslStream", "RemoteCertificateValidationCallback", "SqlConnection", "SqlConnectionStringBuilder"];

    /// <summary>Whether an assignment to a member of this name is a candidate site.</summary>
    public static bool IsAssigned(string name) => Array.IndexOf(AssignedMembers, name) >= 0;

    /// <summary>Whether a creation of, or a call by, this name is a candidate site.</summary>
    public static bool TakesArguments(string name) => Array.IndexOf(FluentCalls, name) >= 0 || Array.IndexOf(Creations, name) >= 0;
}
