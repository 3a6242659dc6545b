using System.Reflection;
using Xunit;

namespace FollowUpFlows.Tests.Contract.Durable;

/// <summary>Every row has a test that runs in all four setups.</summary>
public sealed class RowTests
{
    private static readonly HashSet<Setup> Four = [Setup.InMemoryCached, Setup.InMemoryUncached, Setup.SqliteCached, Setup.SqliteUncached];

    private static readonly Type[] Suites = [.. typeof(RowTests).Assembly.GetTypes().Where(t => t.DeclaringType != typeof(RowTests))];

    [Fact]
    public async Task EveryRow_HasATestInFourSetups()
    {
        HashSet<int> proven = await ProvenAsync(Suites);

        Assert.Empty(Rows.All.Where(r => !proven.Contains(r.Key)).Select(r => $"{r.Key}: {r.Value}"));
    }

    [Fact]
    public async Task RowOfATestInThreeSetups_IsNotProven()
    {
        Type[] three = [typeof(OneTest), typeof(InMemoryCached), typeof(InMemoryUncached), typeof(SqliteCached)];

        Assert.Empty(await ProvenAsync(three));
        Assert.Equal([1, 2], (await ProvenAsync([.. three, typeof(SqliteUncached)])).Order());
    }

    [Fact]
    public void Numbers_RunFromOneTo83_AndEachIsEitherProvenOrLeftOut() =>
        Assert.Equal(Enumerable.Range(1, 83), Rows.All.Keys.Concat(Rows.LeftOut.Keys).Order());

    [Fact]
    public void Attributes_AreOnTestsOfSuites_AndNameRowsThatExist()
    {
        (MethodInfo Method, RowAttribute Row)[] marked = [.. Suites.SelectMany(Marked)];

        Assert.NotEmpty(marked);
        Assert.All(marked, m =>
        {
            Assert.NotNull(m.Method.GetCustomAttribute<FactAttribute>());
            Assert.True(m.Method.DeclaringType!.IsSubclassOf(typeof(EngineSuite)), $"{m.Method.DeclaringType} is no suite.");
            Assert.All(m.Row.Numbers, n => Assert.Contains(n, Rows.All.Keys));
        });
    }

    private static async Task<HashSet<int>> ProvenAsync(IReadOnlyList<Type> all)
    {
        HashSet<int> proven = [];
        foreach (Type suite in all.Where(t => t.IsAbstract && t.IsSubclassOf(typeof(EngineSuite)) && Marked(t).Any()))
        {
            HashSet<Setup> setups = [];
            foreach (Type type in all.Where(t => !t.IsAbstract && t.IsSubclassOf(suite)))
            {
                EngineSuite made = (EngineSuite)Activator.CreateInstance(type)!;
                setups.Add(made.Setup);
                await made.DisposeAsync();
            }

            proven.UnionWith(Four.IsSubsetOf(setups) ? Marked(suite).SelectMany(m => m.Row.Numbers) : []);
        }

        return proven;
    }

    private static IEnumerable<(MethodInfo Method, RowAttribute Row)> Marked(Type type) =>
        from method in type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly)
        let row = method.GetCustomAttribute<RowAttribute>()
        where row is not null
        select (method, row);

    private abstract class OneTest(Setup setup) : EngineSuite(setup)
    {
        [Row(1, 2)]
        public void Test() => Assert.NotNull(Setup);
    }

    private sealed class InMemoryCached() : OneTest(Setup.InMemoryCached);

    private sealed class InMemoryUncached() : OneTest(Setup.InMemoryUncached);

    private sealed class SqliteCached() : OneTest(Setup.SqliteCached);

    private sealed class SqliteUncached() : OneTest(Setup.SqliteUncached);
}
