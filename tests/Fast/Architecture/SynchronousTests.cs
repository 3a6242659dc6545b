using System.Reflection;
using System.Runtime.CompilerServices;
using FollowUpFlows.Domain.Ranking;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Architecture;

/// <summary>Domain has no async methods: the banned symbols catch uses, this catches declarations.</summary>
public sealed class SynchronousTests
{
    [Fact]
    public void Domain_HasNoAsyncMethods() =>
        Assert.Empty(typeof(RankModel).Assembly.GetTypes().SelectMany(AsyncMethods));

    [Fact]
    public void AsyncMethods_OfEveryKind_AreSeen() =>
        Assert.Equal(["Async", "Plain", "Void"], AsyncMethods(typeof(Offender)).Select(m => m.Name).Order());

    private static IEnumerable<MethodInfo> AsyncMethods(Type type) =>
        type.GetMethods(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly)
            .Where(m => m.IsDefined(typeof(AsyncStateMachineAttribute)) || typeof(Task).IsAssignableFrom(m.ReturnType));

    private static class Offender
    {
        public static Task Plain() => Task.CompletedTask;

        public static async ValueTask Async() => await Task.Yield();

        public static async void Void() => await Task.Yield();
    }
}
