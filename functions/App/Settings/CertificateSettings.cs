namespace FollowUpFlows.App.Settings;

/// <summary>The section <c>Certificates</c>.</summary>
/// <param name="Key">Signs the certificates of days, 32 bytes or more; null leaves them unsigned.</param>
internal sealed record CertificateSettings(byte[]? Key)
{
    public static CertificateSettings Read(SettingsReader settings) =>
        new(settings.Text("Certificates:Key") is null ? null : settings.Parse("Certificates:Key", [], LinkSettings.KeyOf, LinkSettings.KeyExpected, isSecret: true));
}
