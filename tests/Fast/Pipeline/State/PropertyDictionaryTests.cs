using FollowUpFlows.Pipeline.State;
using FsCheck.Fluent;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Pipeline.State;

public sealed class PropertyDictionaryTests
{
    [Fact]
    public void Dictionary_AnyProperties_FindsWhatADictionaryFinds() => Support.Law.Holds(Gen.Choose(0, 40).ListOf(), numbers =>
    {
        Dictionary<string, object> expected = [];
        PropertyDictionary properties = new(1);
        foreach (int number in numbers.Distinct())
        {
            expected.Add($"p{number}", (long)number);
            properties.Add($"p{number}", (long)number);
        }

        Assert.Equal(expected, properties);
        Assert.Equal(expected.Keys, properties.Keys);
        Assert.Equal(expected.Values, properties.Values);
        Assert.All(Enumerable.Range(0, 41).Select(n => $"p{n}"), name =>
        {
            Assert.Equal(expected.ContainsKey(name), properties.ContainsKey(name));
            Assert.Equal(expected.GetValueOrDefault(name), properties.TryGetValue(name, out object? value) ? value : null);
        });
        return true;
    });

    [Fact]
    public void Add_TheSameNameTwice_IsRefused()
    {
        PropertyDictionary properties = new() { { "a", 1L } };
        Assert.Throws<ArgumentException>(() => properties.Add("a", 2L));
        Assert.Equal(1L, properties["a"]);
        Assert.Throws<KeyNotFoundException>(() => properties["b"]);
    }
}
