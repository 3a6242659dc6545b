using System.Globalization;
using FollowUpFlows.Domain.Shared;
using YamlDotNet.RepresentationModel;

namespace FollowUpFlows.Pipeline.Templates;

/// <summary>A mapping in a template. Every key must be asked for: <see cref="RefuseOtherKeys"/> names those that were not,
/// so that a misspelled key is never silently ignored.</summary>
internal sealed class TemplateMap(TemplateFile file, YamlMappingNode node)
{
    private readonly HashSet<string> known = [];

    public int Line => (int)node.Start.Line;

    /// <summary>Where the key's value begins; the mapping itself when the key is missing.</summary>
    public int LineOf(string key) => Find(key) is { } value ? (int)value.Start.Line : Line;

    /// <summary>The line of a path such as <c>ranks[2].when[0]</c>, or of the last part of it that the file has.</summary>
    public int LineAt(string path)
    {
        YamlNode at = node;
        foreach (string step in path.Split(['.', '['], StringSplitOptions.RemoveEmptyEntries))
        {
            YamlNode? next = at switch
            {
                YamlMappingNode map => map.Children.FirstOrDefault(c => NameOf(c.Key) == step).Value,
                YamlSequenceNode list => list.Children[int.Parse(step.TrimEnd(']'), CultureInfo.InvariantCulture)],
                _ => null,
            };
            if (next is null)
            {
                break;
            }

            at = next;
        }

        return (int)at.Start.Line;
    }

    public void Refuse(string key, string message) => file.Refuse(LineOf(key), message);

    public void RefuseAt(int line, string message) => file.Refuse(line, message);

    /// <summary>Refuses keys that the format has but this version does not obey yet.</summary>
    public void RefuseKeysToCome(IEnumerable<string> keys)
    {
        foreach (string key in keys.Where(Exists))
        {
            known.Add(key);
            Refuse(key, $"'{key}' is not available yet");
        }
    }

    public string RequiredText(string key)
    {
        if (OptionalText(key) is { } text)
        {
            return text;
        }

        if (Find(key) is null)
        {
            file.Refuse(Line, $"'{key}' is missing");
        }

        return "";
    }

    public string? OptionalText(string key) => Find(key) switch
    {
        null => null,
        YamlScalarNode { Value: { Length: > 0 } text } => text,
        _ => Wrong<string>(key, "a text"),
    };

    /// <summary>The smallest number allowed where the key is missing or wrong, with a fault.</summary>
    public int RequiredInt(string key, int min, int max)
    {
        if (Find(key) is null)
        {
            file.Refuse(Line, $"'{key}' is missing");
        }

        return OptionalInt(key, min, max) ?? min;
    }

    public int? OptionalInt(string key, int min = int.MinValue, int max = int.MaxValue)
    {
        if (OptionalText(key) is not { } text)
        {
            return null;
        }

        if (int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int number) && number >= min && number <= max)
        {
            return number;
        }

        string range = min == int.MinValue ? "" : $" from {min} to {max}";
        Refuse(key, $"'{key}' must be a whole number{range}, not '{text}'");
        return null;
    }

    /// <summary>A number above 0, in major units of a currency.</summary>
    public decimal? OptionalAmount(string key)
    {
        if (OptionalText(key) is not { } text)
        {
            return null;
        }

        if (decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal amount)
            && amount is > 0 and <= Money.MinorMax
            && decimal.Round(amount, Currency.MinorDigitsMax) == amount)
        {
            return amount;
        }

        Refuse(key, $"'{key}' must be a number above 0 and up to {Money.MinorMax}, with at most {Currency.MinorDigitsMax} decimals, not '{text}'");
        return null;
    }

    public TemplateMap? OptionalMap(string key) => Find(key) switch
    {
        null => null,
        YamlMappingNode map => new TemplateMap(file, map),
        _ => Wrong<TemplateMap>(key, "a mapping"),
    };

    /// <summary>True when the key is there, whatever it holds.</summary>
    public bool Has(string key) => Find(key) is not null;

    /// <summary>True when the key holds a mapping, so that a key may be either a word or a mapping.</summary>
    public bool IsMap(string key) => Find(key) is YamlMappingNode;

    /// <summary>True when the key holds a list without entries.</summary>
    public bool IsEmptyList(string key) => Find(key) is YamlSequenceNode { Children.Count: 0 };

    public IReadOnlyList<TemplateMap> MapList(string key)
    {
        List<TemplateMap> maps = [];
        foreach (YamlNode item in Items(key, "a list of mappings"))
        {
            if (item is YamlMappingNode map)
            {
                maps.Add(new TemplateMap(file, map));
            }
            else
            {
                file.Refuse((int)item.Start.Line, $"each entry of '{key}' must be a mapping such as {{ id: … }}");
            }
        }

        return maps;
    }

    /// <summary>Texts with their lines; one text stands for a list of one.</summary>
    public IReadOnlyList<(string Text, int Line)> TextList(string key)
    {
        List<(string Text, int Line)> texts = [];
        foreach (YamlNode item in Items(key, "a list of texts"))
        {
            if (item is YamlScalarNode { Value: { } text })
            {
                texts.Add((text, (int)item.Start.Line));
            }
            else
            {
                file.Refuse((int)item.Start.Line, $"each entry of '{key}' must be a text");
            }
        }

        return texts;
    }

    /// <summary>Every key with its whole number.</summary>
    public IReadOnlyDictionary<string, int> Numbers()
    {
        Dictionary<string, int> numbers = new(StringComparer.Ordinal);
        foreach (string name in node.Children.Keys.Select(NameOf))
        {
            if (OptionalInt(name) is { } number)
            {
                numbers[name] = number;
            }
        }

        return numbers;
    }

    /// <summary>Every key with its text.</summary>
    public IReadOnlyDictionary<string, string> Texts()
    {
        Dictionary<string, string> texts = new(StringComparer.Ordinal);
        foreach (string name in node.Children.Keys.Select(NameOf))
        {
            if (OptionalText(name) is { } text)
            {
                texts[name] = text;
            }
        }

        return texts;
    }

    /// <summary>The line of every key.</summary>
    public IReadOnlyDictionary<string, int> KeyLines() => node.Children.Keys.ToDictionary(NameOf, k => (int)k.Start.Line, StringComparer.Ordinal);

    /// <summary>What the key holds, for parts that are handed on as they are; null when the key is missing.</summary>
    public YamlNode? Node(string key) => Find(key);

    /// <summary>To be called when everything wanted has been asked for.</summary>
    public void RefuseOtherKeys()
    {
        foreach (YamlNode key in node.Children.Keys)
        {
            string name = NameOf(key);
            if (!known.Contains(name))
            {
                file.Refuse((int)key.Start.Line, $"'{name}' is not known here; expected {string.Join(", ", known.Order(StringComparer.Ordinal))}");
            }
        }
    }

    private IEnumerable<YamlNode> Items(string key, string expected) => Find(key) switch
    {
        null => [],
        YamlSequenceNode list => list.Children,
        YamlScalarNode { Value: not (null or "") } one => [one],
        _ => Wrong<IEnumerable<YamlNode>>(key, expected) ?? [],
    };

    private bool Exists(string key) => node.Children.Keys.Any(k => NameOf(k) == key);

    private YamlNode? Find(string key)
    {
        known.Add(key);
        return node.Children.FirstOrDefault(c => NameOf(c.Key) == key).Value;
    }

    private static string NameOf(YamlNode key) => (key as YamlScalarNode)?.Value ?? key.ToString();

    private T? Wrong<T>(string key, string expected)
        where T : class
    {
        Refuse(key, $"'{key}' must be {expected}");
        return null;
    }
}
