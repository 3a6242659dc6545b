namespace FollowUpFlows.App.Settings;

/// <summary>The settings cannot be used; the application does not start.</summary>
/// <param name="faults">Each with the setting's name and the remedy; no value of a secret.</param>
public sealed class SettingsException(IReadOnlyList<string> faults)
    : Exception("The settings cannot be used:" + string.Concat(faults.Select(f => $"{Environment.NewLine}  {f}")))
{
    /// <summary>One line each.</summary>
    public IReadOnlyList<string> Faults { get; } = faults;
}
