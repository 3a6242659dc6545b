using FollowUpFlows.Pipeline.Intake;
using FollowUpFlows.Sources.EcCube;

namespace FollowUpFlows.Tests.Contract.Sources;

/// <summary>A client that exchanges tokens.</summary>
internal static class Tokens
{
    public static ShopApi Connect(Uri address, ShopTokens store, TimeProvider clock, string secret = FakeEcCube.ClientSecret, string refreshToken = FakeEcCube.FirstToken) =>
        new EcCubeSource().Connect(
            "cube",
            new Dictionary<string, string>
            {
                ["Endpoint"] = address.ToString(),
                ["ClientId"] = "app",
                ["ClientSecret"] = secret,
                ["RefreshToken"] = refreshToken,
                ["PollMinutes"] = "5",
                ["StartDaysBack"] = "0",
            },
            new ShopConnection(store, clock) { AnswerWithin = TimeSpan.FromMinutes(1) });
}
