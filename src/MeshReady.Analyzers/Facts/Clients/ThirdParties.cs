using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MeshReady.Analyzers.Facts.Clients;

/// <summary>
/// Clients of companies whose name says that the address in the settings leads outside. Settings often hold no value of it
/// in the repository, so the name is all there is; it can only silence.
/// </summary>
internal static class ThirdParties
{
    private static readonly string[] Names =
    [
        "Auth0", "Okta", "AzureAd", "EntraId", "Cognito", "Firebase", "Google", "Facebook", "GitHub", "GitLab", "Slack", "Telegram", "Discord", "Stripe", "PayPal", "Adyen", "Klarna",
        "Twilio", "SendGrid", "Mailgun", "Mailchimp", "MailerSend", "Salesforce", "HubSpot", "OpenAi", "OpenAI", "Anthropic", "Cloudflare", "Sentry", "Datadog",
    ];

    /// <summary>Whether the client, or a class around it, is named after one of them.</summary>
    public static bool IsOne(ClientRegistration client)
        => Mentions(client.Label)
            || Mentions(client.ClientType?.Name)
            || client.Node.Ancestors().Any(static n => n is TypeDeclarationSyntax type && Mentions(type.Identifier.ValueText));

    private static bool Mentions(string? name)
    {
        if (name is null)
            return false;
        foreach (var company in Names)
        {
            // A word of its own: "Slack" and "SlackClient", not "Slackening".
            for (var at = name.IndexOf(company, StringComparison.Ordinal); at >= 0; at = name.IndexOf(company, at + 1, StringComparison.Ordinal))
            {
                var end = at + company.Length;
                if (end == name.Length || !char.IsLower(name[end]))
                    return true;
            }
        }

        return false;
    }
}
