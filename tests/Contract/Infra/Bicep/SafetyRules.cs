using System.Text.RegularExpressions;

namespace FollowUpFlows.Tests.Contract.Infra.Bicep;

/// <summary>What this product demands of its resources: identities instead of keys, no secret in a deployment, versions that stay.</summary>
internal static partial class SafetyRules
{
    public static IEnumerable<string> Findings(BicepTree tree) => tree.Files.SelectMany(f =>
        Keys(f).Concat(SharedAccess(f)).Concat(Secrets(f)).Concat(Versions(f)));

    private static IEnumerable<string> Keys(BicepFile file) => file.Root.Descendants()
        .Where(n => (n.Field is "function" or "property" && ListsSecrets().IsMatch(n.Text)) || (n.Type == "string_content" && HoldsKey().IsMatch(n.Text)))
        .Select(n => ReferenceRules.Say(file, n, $"{n.Text} hands out a key; give an identity a role"));

    private static IEnumerable<string> SharedAccess(BicepFile file)
    {
        foreach (BicepFile.Resource resource in file.Resources.Where(r => !r.IsExisting))
        {
            string? guard = resource.Type.Split('@')[0] switch
            {
                "Microsoft.Storage/storageAccounts" => "allowSharedKeyAccess: false",
                "Microsoft.EventGrid/topics" => "disableLocalAuth: true",
                "Microsoft.Insights/components" => "DisableLocalAuth: true",
                "Microsoft.KeyVault/vaults" => "enableRbacAuthorization: true",
                "Microsoft.Web/sites" => "httpsOnly: true",
                _ => null,
            };
            if (guard is not null && resource.Body?.Descendants().Any(n => n.Type == "object_property" && n.Text == guard) != true)
            {
                yield return ReferenceRules.Say(file, resource.Node, $"{resource.Symbol} must say {guard}");
            }
        }
    }

    private static IEnumerable<string> Secrets(BicepFile file)
    {
        foreach (BicepFile.Parameter parameter in file.Parameters.Where(p => IsSecret().IsMatch(p.Name) && !p.IsSecure))
        {
            yield return ReferenceRules.Say(file, parameter.Node, $"{parameter.Name} sounds like a secret and is not @secure()");
        }

        HashSet<string> secure = [.. file.Parameters.Where(p => p.IsSecure).Select(p => p.Name)];
        foreach (BicepFile.Declaration output in file.Outputs.Where(o => o.Node.Descendants().Any(n => n.Type == "identifier" && secure.Contains(n.Text))))
        {
            yield return ReferenceRules.Say(file, output.Node, $"the output {output.Name} gives a secret away: everybody who sees deployments reads outputs");
        }
    }

    private static IEnumerable<string> Versions(BicepFile file) => file.Resources.Where(r => !Version().IsMatch(r.Type))
        .Select(r => ReferenceRules.Say(file, r.Node, $"{r.Type} needs a version of the API that is no preview"));

    [GeneratedRegex("^list[A-Z]|^getSecret$")]
    private static partial Regex ListsSecrets();

    [GeneratedRegex("(AccountKey|SharedAccessKey|SharedAccessSignature|InstrumentationKey)=")]
    private static partial Regex HoldsKey();

    [GeneratedRegex("secret|password", RegexOptions.IgnoreCase)]
    private static partial Regex IsSecret();

    [GeneratedRegex(@"^Microsoft\.[A-Za-z]+(/[A-Za-z]+)+@\d{4}-\d{2}-\d{2}$")]
    private static partial Regex Version();
}
