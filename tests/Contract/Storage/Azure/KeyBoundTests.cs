using FollowUpFlows.Storage.Azure;
using Xunit;

namespace FollowUpFlows.Tests.Contract.Storage.Azure;

public sealed class KeyBoundTests
{
    /// <summary>Code units around every edge of the surrogates.</summary>
    private static readonly char[] Units = ['a', '\uD7FF', '\uD800', '\uD801', '\uDBFF', '\uDC00', '\uDFFF', '\uE000'];

    /// <summary>For every bound of up to three such units: no key lies between it and what is sent in its place.</summary>
    [Fact]
    public void WellFormed_OfAnyBound_SeparatesTheSameKeys()
    {
        string[] texts = [.. Units.SelectMany(a => Units.SelectMany(b => Units.Select(c => new string([a, b, c]))).Concat(Units.Select(b => new string([a, b]))).Append($"{a}"))];
        string[] keys = [.. texts.Where(t => KeyBound.WellFormed(t) == t)];
        Assert.All(keys, k => Assert.Equal(k, System.Text.Encoding.UTF8.GetString(System.Text.Encoding.UTF8.GetBytes(k))));
        foreach (string bound in texts)
        {
            string sent = KeyBound.WellFormed(bound);
            Assert.Equal(sent, KeyBound.WellFormed(sent));
            Assert.Equal(
                keys.Where(k => string.CompareOrdinal(k, bound) >= 0),
                keys.Where(k => string.CompareOrdinal(k, sent) >= 0));
        }
    }
}
