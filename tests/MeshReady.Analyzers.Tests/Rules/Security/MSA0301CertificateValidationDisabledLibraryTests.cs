using MeshReady.Analyzers.Rules.Security;

namespace MeshReady.Analyzers.Tests.Rules.Security;

/// <summary>Clients of other vendors, declared with their real metadata names.</summary>
public sealed class MSA0301CertificateValidationDisabledLibraryTests : RuleTest<MSA0301CertificateValidationDisabledAnalyzer>
{
    private static string In(string statements) => $$"""
        using System;
        using System.Net.Security;
        using System.Security.Cryptography.X509Certificates;
        using Npgsql;
        using Microsoft.Data.SqlClient;
        using Microsoft.EntityFrameworkCore;
        using Confluent.Kafka;
        using RabbitMQ.Client;
        using MongoDB.Driver;
        using StackExchange.Redis;

        namespace Microsoft.Data.SqlClient
        {
            class SqlConnection : System.Data.Common.DbConnection
            {
                public SqlConnection() { }
                public SqlConnection(string text) { }
                public override string ConnectionString { get; set; }
                public override string Database => null;
                public override string DataSource => null;
                public override string ServerVersion => null;
                public override System.Data.ConnectionState State => default;
                public override void ChangeDatabase(string name) { }
                public override void Close() { }
                public override void Open() { }
                protected override System.Data.Common.DbTransaction BeginDbTransaction(System.Data.IsolationLevel level) => null;
                protected override System.Data.Common.DbCommand CreateDbCommand() => null;
            }
            class SqlConnectionStringBuilder : System.Data.Common.DbConnectionStringBuilder
            {
                public SqlConnectionStringBuilder() { }
                public SqlConnectionStringBuilder(string text) { }
                public bool TrustServerCertificate { get; set; }
                public string DataSource { get; set; }
            }
        }
        namespace Npgsql
        {
            class NpgsqlConnectionStringBuilder { public bool TrustServerCertificate { get; set; } public string Host { get; set; } }
        }
        namespace Npgsql8 { class NpgsqlConnectionStringBuilder { public bool TrustServerCertificate { get; set; } } }
        namespace Microsoft.EntityFrameworkCore
        {
            class DbContextOptionsBuilder { }
            static class SqlServerDbContextOptionsExtensions
            {
                public static DbContextOptionsBuilder UseSqlServer(this DbContextOptionsBuilder b, string text, Action<object> more = null) => b;
            }
        }
        namespace Confluent.Kafka
        {
            class ClientConfig { public bool? EnableSslCertificateVerification { get; set; } }
            class ConsumerConfig : ClientConfig { public string GroupId { get; set; } }
        }
        namespace RabbitMQ.Client
        {
            class SslOption { public bool Enabled { get; set; } public SslPolicyErrors AcceptablePolicyErrors { get; set; } public RemoteCertificateValidationCallback CertificateValidationCallback { get; set; } }
            class ConnectionFactory { public SslOption Ssl { get; set; } }
        }
        namespace MongoDB.Driver
        {
            class SslSettings { public RemoteCertificateValidationCallback ServerCertificateValidationCallback { get; set; } }
            class MongoClientSettings { public bool AllowInsecureTls { get; set; } public bool VerifySslCertificate { get; set; } public SslSettings SslSettings { get; set; } }
        }
        namespace StackExchange.Redis { class ConfigurationOptions { public event RemoteCertificateValidationCallback CertificateValidation; } }
        namespace MailKit { abstract class MailService { public RemoteCertificateValidationCallback ServerCertificateValidationCallback { get; set; } } }
        namespace MailKit.Net.Smtp { class SmtpClient : MailService { } }
        namespace RestSharp { class RestClientOptions { public RemoteCertificateValidationCallback RemoteCertificateValidationCallback { get; set; } } }
        namespace System.Net.Http { class WinHttpHandler { public Func<HttpRequestMessage, X509Certificate2, X509Chain, SslPolicyErrors, bool> ServerCertificateValidationCallback { get; set; } } }
        namespace System.DirectoryServices.Protocols
        {
            delegate bool VerifyServerCertificateCallback(object connection, X509Certificate certificate);
            class LdapSessionOptions { public VerifyServerCertificateCallback VerifyServerCertificate { get; set; } }
        }
        namespace Elasticsearch.Net
        {
            static class CertificateValidations { public static bool AllowAll(object s, X509Certificate c, X509Chain ch, SslPolicyErrors e) => throw null; }
            class ConnectionConfiguration { public ConnectionConfiguration ServerCertificateValidationCallback(Func<object, X509Certificate, X509Chain, SslPolicyErrors, bool> f) => this; }
        }
        namespace Yarp.ReverseProxy.Configuration { class HttpClientConfig { public bool? DangerousAcceptAnyServerCertificate { get; init; } } }
        namespace k8s { class KubernetesClientConfiguration { public bool SkipTlsVerify { get; set; } } }
        namespace NATS.Client.Core { class NatsTlsOpts { public bool InsecureSkipVerify { get; init; } } }
        namespace System.ServiceModel.Security
        {
            enum X509CertificateValidationMode { None, PeerTrust, ChainTrust }
            class X509ServiceCertificateAuthentication { public X509CertificateValidationMode CertificateValidationMode { get; set; } }
        }

        class C
        {
            void M(string host, bool flag, DbContextOptionsBuilder options)
            {
                {{statements}}
            }
        }
        """;

    [Theory]
    [InlineData("var b = new SqlConnectionStringBuilder { {|MSA0301:TrustServerCertificate = true|} };")]
    [InlineData("var b = new SqlConnectionStringBuilder { DataSource = \"sql,1433\", {|MSA0301:TrustServerCertificate = true|} };")]
    [InlineData("var b = new NpgsqlConnectionStringBuilder(); {|MSA0301:b.TrustServerCertificate = true|};")]
    [InlineData("var c = new ConsumerConfig { GroupId = \"g\", {|MSA0301:EnableSslCertificateVerification = false|} };")]
    [InlineData("var s = new SslOption { {|MSA0301:AcceptablePolicyErrors = SslPolicyErrors.RemoteCertificateNameMismatch | SslPolicyErrors.RemoteCertificateChainErrors | SslPolicyErrors.RemoteCertificateNotAvailable|} };")]
    [InlineData("new ConnectionFactory { Ssl = { {|MSA0301:AcceptablePolicyErrors = (SslPolicyErrors)7|} } };")]
    [InlineData("new ConnectionFactory { Ssl = new() { Enabled = true, {|MSA0301:CertificateValidationCallback = (_, _, _, _) => true|} } };")]
    [InlineData("var m = new MongoClientSettings { {|MSA0301:AllowInsecureTls = true|} };")]
    [InlineData("var m = new MongoClientSettings { {|MSA0301:VerifySslCertificate = false|} };")]
    [InlineData("var m = new MongoClientSettings { SslSettings = new SslSettings { {|MSA0301:ServerCertificateValidationCallback = (_, _, _, _) => true|} } };")]
    [InlineData("var r = new ConfigurationOptions(); {|MSA0301:r.CertificateValidation += (_, _, _, _) => true|};")]
    [InlineData("var r = new ConfigurationOptions(); {|MSA0301:r.CertificateValidation += delegate { return true; }|};")]
    [InlineData("var mail = new MailKit.Net.Smtp.SmtpClient(); {|MSA0301:mail.ServerCertificateValidationCallback = (s, c, h, e) => true|};")]
    [InlineData("var rest = new RestSharp.RestClientOptions { {|MSA0301:RemoteCertificateValidationCallback = (s, c, h, e) => true|} };")]
    [InlineData("var win = new System.Net.Http.WinHttpHandler { {|MSA0301:ServerCertificateValidationCallback = (s, c, h, e) => true|} };")]
    [InlineData("var ldap = new System.DirectoryServices.Protocols.LdapSessionOptions(); {|MSA0301:ldap.VerifyServerCertificate = (_, _) => true|};")]
    [InlineData("new Elasticsearch.Net.ConnectionConfiguration().ServerCertificateValidationCallback({|MSA0301:Elasticsearch.Net.CertificateValidations.AllowAll|});")]
    [InlineData("new Elasticsearch.Net.ConnectionConfiguration().ServerCertificateValidationCallback({|MSA0301:(_, _, _, _) => true|});")]
    [InlineData("var y = new Yarp.ReverseProxy.Configuration.HttpClientConfig { {|MSA0301:DangerousAcceptAnyServerCertificate = true|} };")]
    [InlineData("var k = new k8s.KubernetesClientConfiguration { {|MSA0301:SkipTlsVerify = true|} };")]
    [InlineData("var n = new NATS.Client.Core.NatsTlsOpts { {|MSA0301:InsecureSkipVerify = true|} };")]
    [InlineData("new System.ServiceModel.Security.X509ServiceCertificateAuthentication { {|MSA0301:CertificateValidationMode = System.ServiceModel.Security.X509CertificateValidationMode.None|} };")]
    [InlineData("using var c = new SqlConnection({|MSA0301:\"Server=sqlserver;Database=a;TrustServerCertificate=True\"|});")]
    [InlineData("using var c = new SqlConnection(); {|MSA0301:c.ConnectionString = \"Data Source=sqlserver,1433;Trust Server Certificate=yes\"|};")]
    [InlineData("options.UseSqlServer({|MSA0301:\"Server=tcp:db.example.org,1433;Encrypt=True;TrustServerCertificate=true\"|}, o => { });")]
    [InlineData("options.UseSqlServer({|MSA0301:$\"Server={host};TrustServerCertificate=true\"|});")]
    [InlineData("options.UseSqlServer({|MSA0301:host ?? \"Server=sqlserver;TrustServerCertificate=true\"|});")]
    [InlineData("const string Text = \"Server=sqlserver;TrustServerCertificate=true\"; options.UseSqlServer({|MSA0301:Text|});")]
    public Task Library_trusts_everyone(string statements) => Verify(In(statements));

    [Theory]
    [InlineData("var b = new SqlConnectionStringBuilder { TrustServerCertificate = false };")]
    [InlineData("var b = new SqlConnectionStringBuilder { TrustServerCertificate = flag };")]
    [InlineData("var b = new SqlConnectionStringBuilder { DataSource = \"localhost,1433\", TrustServerCertificate = true };")]
    [InlineData("var b = new Npgsql8.NpgsqlConnectionStringBuilder { TrustServerCertificate = true };")]
    [InlineData("var c = new ConsumerConfig { EnableSslCertificateVerification = true };")]
    [InlineData("var s = new SslOption { AcceptablePolicyErrors = SslPolicyErrors.None };")]
    [InlineData("var s = new SslOption { AcceptablePolicyErrors = SslPolicyErrors.RemoteCertificateNameMismatch };")]
    [InlineData("var r = new ConfigurationOptions(); r.CertificateValidation += (s, c, h, e) => e == SslPolicyErrors.None;")]
    [InlineData("var ldap = new System.DirectoryServices.Protocols.LdapSessionOptions { VerifyServerCertificate = (_, c) => c.Subject == \"CN=a\" };")]
    [InlineData("new System.ServiceModel.Security.X509ServiceCertificateAuthentication { CertificateValidationMode = System.ServiceModel.Security.X509CertificateValidationMode.ChainTrust };")]
    [InlineData("using var c = new SqlConnection(\"Server=localhost,1434;TrustServerCertificate=True\");")]
    [InlineData("using var c = new SqlConnection(@\"Server=(localdb)\\mssqllocaldb;TrustServerCertificate=True\");")]
    [InlineData("using var c = new SqlConnection(\"Server=sqlserver;TrustServerCertificate=False\");")]
    [InlineData("using var c = new SqlConnection(\"Server=sqlserver;Password=TrustServerCertificate\");")]
    [InlineData("using var c = new SqlConnection(\"TrustServerCertificate=True;;=;'\");")]
    [InlineData("options.UseSqlServer(host);")]
    [InlineData("var text = \"Server=sqlserver;TrustServerCertificate=True\";")]
    public Task Library_still_checks(string statements) => Verify(In(statements));

    [Fact]
    public Task Member_without_effect_is_no_harm() => Verify("""
        namespace Npgsql
        {
            class NpgsqlConnectionStringBuilder { [System.Obsolete("does nothing")] public bool TrustServerCertificate { get; set; } }
            class C { object M() => new NpgsqlConnectionStringBuilder { TrustServerCertificate = true }; }
        }
        """);
}
