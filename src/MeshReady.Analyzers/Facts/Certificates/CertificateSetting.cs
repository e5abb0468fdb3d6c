using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace MeshReady.Analyzers.Facts.Certificates;

/// <summary>Members of client libraries that switch certificate validation off by a plain value, and delegates of their own shape.</summary>
internal static class CertificateSetting
{
    // A chain that ends in no trusted root lets anyone issue the certificate; a wrong name alone still needs a trusted issuer.
    private const int RemoteCertificateChainErrors = 4;

    private static readonly ImmutableArray<(string Member, string Type, object Bad)> Values = ImmutableArray.Create<(string, string, object)>(
        ("TrustServerCertificate", "Microsoft.Data.SqlClient.SqlConnectionStringBuilder", true),
        ("TrustServerCertificate", "System.Data.SqlClient.SqlConnectionStringBuilder", true),
        ("TrustServerCertificate", "Npgsql.NpgsqlConnectionStringBuilder", true),
        ("EnableSslCertificateVerification", "Confluent.Kafka.ClientConfig", false),
        ("EnableSslCertificateVerification", "Confluent.SchemaRegistry.SchemaRegistryConfig", false),
        ("AllowInsecureTls", "MongoDB.Driver.MongoClientSettings", true),
        ("AllowInsecureTls", "MongoDB.Driver.MongoUrlBuilder", true),
        ("VerifySslCertificate", "MongoDB.Driver.MongoClientSettings", false),
        ("VerifySslCertificate", "MongoDB.Driver.MongoUrlBuilder", false),
        ("SkipTlsVerify", "k8s.KubernetesClientConfiguration", true),
        ("DangerousAcceptAnyServerCertificate", "Yarp.ReverseProxy.Configuration.HttpClientConfig", true),
        ("InsecureSkipVerify", "NATS.Client.Core.NatsTlsOpts", true),
        ("AllowUntrustedCertificates", "MQTTnet.Client.MqttClientTlsOptions", true),
        ("AllowUntrustedCertificates", "MQTTnet.MqttClientTlsOptions", true),
        ("CertificateValidationMode", "System.ServiceModel.Security.X509ServiceCertificateAuthentication", 0));

    private static readonly ImmutableArray<(string Member, string Type)> Callbacks = ImmutableArray.Create(
        ("VerifyServerCertificate", "System.DirectoryServices.Protocols.LdapSessionOptions"),
        ("CertificateValidationHandler", "MQTTnet.Client.MqttClientTlsOptions"),
        ("CertificateValidationHandler", "MQTTnet.MqttClientTlsOptions"));

    /// <summary>Whether the constant, once assigned to the member, lets every certificate pass.</summary>
    public static bool Disables(ISymbol member, object? constant)
    {
        if (member.Name == "AcceptablePolicyErrors")
            return constant is int errors && (errors & RemoteCertificateChainErrors) != 0 && member.ContainingType.Is("RabbitMQ.Client.SslOption");

        foreach (var (name, type, bad) in Values)
        {
            if (name == member.Name && bad.Equals(constant) && member.ContainingType.Is(type))
                return !IsObsolete(member);
        }

        return false;
    }

    /// <summary>Whether the member holds a callback about the server's certificate.</summary>
    public static bool IsCallback(ISymbol member, ITypeSymbol type)
    {
        if (CertificateCallback.IsCertificateDelegate(type))
            return !ChecksClients(member.ContainingType);

        foreach (var (name, owner) in Callbacks)
        {
            if (name == member.Name && member.ContainingType.Is(owner))
                return true;
        }

        return false;
    }

    /// <summary>Options of a server look at the certificates of clients, which is another decision.</summary>
    public static bool ChecksClients(INamedTypeSymbol? owner)
        => owner is not null
            && (owner.Is("System.Net.Security.SslServerAuthenticationOptions") || owner.IsInNamespace("Microsoft.AspNetCore.Server"));

    // Npgsql 8 keeps TrustServerCertificate as a member without effect, and says so.
    private static bool IsObsolete(ISymbol member)
    {
        foreach (var attribute in member.GetAttributes())
        {
            if (attribute.AttributeClass.Is("System.ObsoleteAttribute"))
                return true;
        }

        return false;
    }
}
