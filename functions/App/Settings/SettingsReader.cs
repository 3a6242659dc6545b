using Microsoft.Extensions.Configuration;

namespace FollowUpFlows.App.Settings;

/// <summary>Reads settings one by one and collects every fault, so that an operator mends them all at once.</summary>
internal sealed class SettingsReader(IConfiguration configuration)
{
    private readonly List<string> faults = [];

    /// <summary>The text, or null when it is not set.</summary>
    public string? Text(string name) => configuration[name] is { Length: > 0 } text && text.Trim() is { Length: > 0 } trimmed ? trimmed : null;

    /// <summary>A text with another form.</summary>
    /// <param name="parse">Gives null for a text that cannot be used.</param>
    /// <param name="expected">What can be used: the fault ends with it.</param>
    /// <param name="isSecret">The fault must not repeat the text.</param>
    public T Parse<T>(string name, T fallback, Func<string, T?> parse, string expected, bool isSecret = false)
        where T : class
    {
        if (Text(name) is not { } text)
        {
            return fallback;
        }

        if (parse(text) is { } value)
        {
            return value;
        }

        Refuse(name, isSecret ? $"what is set cannot be used; write {expected}" : $"'{text}' cannot be used; write {expected}");
        return fallback;
    }

    /// <summary>One of the words of an enumeration, in any case.</summary>
    public T Word<T>(string name, T fallback)
        where T : struct, Enum
    {
        if (Text(name) is not { } text)
        {
            return fallback;
        }

        if (Enum.GetNames<T>().Contains(text, StringComparer.OrdinalIgnoreCase))
        {
            return Enum.Parse<T>(text, ignoreCase: true);
        }

        Refuse(name, $"'{text}' cannot be used; write {string.Join(" or ", Enum.GetNames<T>())}");
        return fallback;
    }

    /// <summary>The names below a section, as written.</summary>
    public IReadOnlyList<string> Children(string section) => [.. configuration.GetSection(section).GetChildren().Select(c => c.Key)];

    /// <summary>A list of texts, or one text that stands for a list of one.</summary>
    public IReadOnlyList<string> Texts(string name) =>
        Text(name) is { } one ? [one] : [.. configuration.GetSection(name).GetChildren().Select(c => c.Value?.Trim()).OfType<string>().Where(v => v.Length > 0)];

    /// <summary>Notes what is wrong with a setting.</summary>
    public void Refuse(string name, string message) => faults.Add($"{name}: {message}");

    /// <exception cref="SettingsException">Something was refused.</exception>
    public void ThrowIfRefused()
    {
        if (faults.Count > 0)
        {
            throw new SettingsException([.. faults]);
        }
    }
}
