using System.Globalization;
using FollowUpFlows.Domain.Shared;

namespace FollowUpFlows.Pipeline.Templates;

/// <summary>Values that several kinds of templates write in the same way.</summary>
internal static class TemplateWords
{
    /// <summary>Digits only, in the range.</summary>
    public static bool IsWholeNumber(string text, int min, int max, out int number) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number >= min && number <= max;

    /// <summary>One of the words; null, with a fault, for any other text and for a word that is not available yet (a null in the table).</summary>
    public static T? Word<T>(this TemplateMap map, string key, IReadOnlyDictionary<string, T?> words, bool isRequired = false)
        where T : struct
    {
        string? text = isRequired ? map.RequiredText(key) : map.OptionalText(key);
        if (string.IsNullOrEmpty(text))
        {
            return null;
        }

        if (!words.TryGetValue(text, out T? value))
        {
            map.Refuse(key, $"'{key}' must be {string.Join(", ", words.Keys)}, not '{text}'");
        }
        else if (value is null)
        {
            map.Refuse(key, $"'{key}: {text}' is not available yet");
        }

        return value;
    }

    /// <summary>A name as <c>name: text</c> or <c>name: { ja: …, en: … }</c>; the fallback where the key is missing.</summary>
    public static LocalText LocalText(this TemplateMap map, string key, string fallback)
    {
        if (!map.IsMap(key))
        {
            string text = map.OptionalText(key) ?? fallback;
            return new LocalText(text, text);
        }

        TemplateMap words = map.OptionalMap(key)!;
        string ja = words.RequiredText("ja");
        LocalText name = new(ja, words.OptionalText("en") ?? ja);
        words.RefuseOtherKeys();
        return name;
    }
}
