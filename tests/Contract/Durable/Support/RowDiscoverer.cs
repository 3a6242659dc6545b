using System.Globalization;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace FollowUpFlows.Tests.Contract.Durable;

/// <summary>Tells the test runner the rows of a test.</summary>
public sealed class RowDiscoverer : ITraitDiscoverer
{
    public IEnumerable<KeyValuePair<string, string>> GetTraits(IAttributeInfo traitAttribute) =>
        ((IEnumerable<int>)traitAttribute.GetConstructorArguments().Single())
            .Select(n => new KeyValuePair<string, string>("Row", n.ToString(CultureInfo.InvariantCulture)));
}
