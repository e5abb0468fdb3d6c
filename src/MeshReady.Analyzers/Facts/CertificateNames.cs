using static MeshReady.Analyzers.Facts.NameShapes;

namespace MeshReady.Analyzers.Facts;

/// <summary>Names at which certificate validation can be switched off.</summary>
internal static class CertificateNames
{
    public static IEnumerable<NameTable.Entry> Candidates
    {
        get
        {
            foreach (var name in new[]
            {
                "ServerCertificateCustomValidationCallback", "RemoteCertificateValidationCallback", "ServerCertificateValidationCallback",
                "TrustServerCertificate", "AcceptablePolicyErrors", "CertificateValidationCallback", "EnableSslCertificateVerification",
                "ServerCertificateValidationCallBack", "CertificateValidation",
            })
            {
                yield return new(name, Assigned, SiteKinds.CertificateValidation);
            }

            yield return new("SslStream", Creation, SiteKinds.CertificateValidation);
        }
    }
}
