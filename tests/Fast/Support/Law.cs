using FsCheck;
using FsCheck.Fluent;

namespace FollowUpFlows.Tests.Fast.Support;

/// <summary>Checks a rule on many generated cases; a failure prints the smallest one and the seed to repeat it.</summary>
internal static class Law
{
    private static readonly int Cases = Environment.GetEnvironmentVariable("FOLLOWUP_NIGHTLY") == "true" ? 20_000 : 300;

    public static void Holds<T>(Gen<T> cases, Func<T, bool> law) =>
        Prop.ForAll(cases.ToArbitrary(), law).Check(Config.QuickThrowOnFailure.WithMaxTest(Cases));

    /// <summary>The same with a share of the cases, for those that are whole lives.</summary>
    public static void HoldsForSome<T>(Gen<T> cases, int share, Func<T, bool> law) =>
        Prop.ForAll(cases.ToArbitrary(), law).Check(Config.QuickThrowOnFailure.WithMaxTest(Cases / share));
}
