using MeshReady.Model.Deployment.Yaml;

namespace MeshReady.Model.Deployment;

/// <summary>An Istio RequestAuthentication: which tokens workloads take for valid. It refuses no request without one.</summary>
/// <param name="WorkloadLabels">The workloads; all of the namespace where empty.</param>
/// <param name="Rules">The issuers.</param>
public sealed record RequestAuthenticationSpec(FieldMap WorkloadLabels, FieldList<JwtRule> Rules) : ResourceSpec
{
    internal static RequestAuthenticationSpec Read(YamlNode? spec) => new(
        spec.At("selector").At("matchLabels").AsMap(),
        spec.At("jwtRules").AsParts(static node => new JwtRule(
            node.Line,
            node.At("issuer").AsText(),
            node.At("jwksUri").AsText(),
            node.At("audiences").AsTexts(),
            node.At("forwardOriginalToken").AsFlag())));
}

/// <summary>An issuer of tokens.</summary>
/// <param name="Line">The line (1-based) on which it begins.</param>
/// <param name="Issuer">Its name.</param>
/// <param name="JwksUri">Where its keys are.</param>
/// <param name="Audiences">For whom tokens must be; anybody where absent.</param>
/// <param name="ForwardsToken">Whether the workload sees the token; not where absent.</param>
public sealed record JwtRule(int Line, Field<string> Issuer, Field<string> JwksUri, FieldList<Field<string>> Audiences, Field<bool> ForwardsToken);
