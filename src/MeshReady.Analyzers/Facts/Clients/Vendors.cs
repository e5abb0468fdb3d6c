using Microsoft.CodeAnalysis;

namespace MeshReady.Analyzers.Facts.Clients;

/// <summary>Companies and projects whose services lie outside of the system, or whose libraries look after themselves.</summary>
internal static class Vendors
{
    /// <summary>Each by the words in names of clients that tell it, and by the namespaces of its libraries; either may be missing.</summary>
    private static readonly (string[] Words, string[] Namespaces)[] All =
    [
        (["Auth0"], []),
        (["Okta"], []),
        (["AzureAd", "EntraId"], ["Azure", "Microsoft.Graph", "Microsoft.Kiota", "Microsoft.Identity", "Microsoft.IdentityModel", "Microsoft.SemanticKernel"]),
        (["Cognito"], ["Amazon"]),
        (["Firebase", "Google"], ["Google"]),
        (["Facebook"], []),
        (["GitHub"], ["Octokit"]),
        (["GitLab"], []),
        (["Slack"], []),
        (["Telegram"], []),
        (["Discord"], []),
        (["Stripe"], ["Stripe"]),
        (["PayPal"], []),
        (["Adyen"], []),
        (["Klarna"], []),
        (["Twilio"], ["Twilio"]),
        (["SendGrid"], ["SendGrid"]),
        (["Mailgun"], []),
        (["Mailchimp"], []),
        (["MailerSend"], []),
        (["Salesforce"], []),
        (["HubSpot"], []),
        (["OpenAi", "OpenAI"], ["OpenAI"]),
        (["Anthropic"], ["Anthropic"]),
        (["Cloudflare"], []),
        (["Sentry"], []),
        (["Datadog"], []),
        ([], ["Elastic", "Elasticsearch", "Nest"]),
        ([], ["IdentityModel", "Duende"]),

        // Health checks ask once and report what they see; Dapr's client talks to the agent beside the process.
        ([], ["Microsoft.Extensions.Diagnostics.HealthChecks", "HealthChecks"]),
        ([], ["Dapr"]),
    ];

    private static readonly string[] Words = [.. All.SelectMany(static vendor => vendor.Words)];
    private static readonly string[] Namespaces = [.. All.SelectMany(static vendor => vendor.Namespaces)];

    /// <summary>Whether a type belongs to a library of one of them, which repeats and times out by itself.</summary>
    public static bool Makes(ITypeSymbol type)
    {
        if (!type.DeclaringSyntaxReferences.IsEmpty)
            return false;
        foreach (var space in Namespaces)
        {
            if (type.IsInNamespace(space))
                return true;
        }

        return false;
    }

    /// <summary>Whether one of them is named, as a word of its own: "Slack" and "SlackClient", not "Slackening".</summary>
    public static bool AreNamedIn(string? name)
    {
        if (name is null)
            return false;
        foreach (var word in Words)
        {
            for (var at = name.IndexOf(word, StringComparison.Ordinal); at >= 0; at = name.IndexOf(word, at + 1, StringComparison.Ordinal))
            {
                var end = at + word.Length;
                if (end == name.Length || !char.IsLower(name[end]))
                    return true;
            }
        }

        return false;
    }
}
