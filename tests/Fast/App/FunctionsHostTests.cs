using FollowUpFlows.App.Access;
using Xunit;

namespace FollowUpFlows.Tests.Fast.App;

public sealed class FunctionsHostTests
{
    [Theory]
    [InlineData("FUNCTIONS_APPLICATION_DIRECTORY")]
    [InlineData("FUNCTIONS_EXTENSION_VERSION")]
    [InlineData("WEBSITE_INSTANCE_ID")]
    [InlineData("WEBSITE_SITE_NAME")]
    [InlineData("WEBSITE_POD_NAME")]
    public void IsPresent_AnySignOfAHost_IsTrue(string sign) => Assert.True(FunctionsHost.IsPresent(name => name == sign ? "x" : null));

    [Theory]
    [InlineData("WEBSITE_SITE_NAME", true)]
    [InlineData("FUNCTIONS_APPLICATION_DIRECTORY", false)] // Core Tools on a developer's machine
    public void IsOnAzure_HostElsewhere_IsFalse(string sign, bool expected) =>
        Assert.Equal(expected, FunctionsHost.IsOnAzure(name => name == sign ? "x" : null));

    [Theory]
    [InlineData("FUNCTIONS_WORKER_RUNTIME", "dotnet-isolated")] // a developer's shell
    [InlineData("WEBSITE_SITE_NAME", "")]
    public void IsPresent_NoSign_IsFalse(string variable, string value) => Assert.False(FunctionsHost.IsPresent(name => name == variable ? value : null));
}
