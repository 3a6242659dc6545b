using FollowUpFlows.Domain.Intake;
using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Pipeline.Intake;
using FollowUpFlows.Pipeline.Ledger;
using FollowUpFlows.Pipeline.State;
using FollowUpFlows.Tests.Fast.Support.Running;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Pipeline.Import;

/// <summary>Customers files in the ledger. It is noon of 21 November 2026 in Tokyo.</summary>
public sealed class ImportCustomersTests
{
    private const string Header = "customer_id,name,kana,email,birthday,registered_at,postal_code,consent_email,consent_line,consent_at,tags\n";

    private const string Two = Header + """
        007,山田 花子,ﾔﾏﾀﾞ ﾊﾅｺ,Hanako@Example.com,--02-29,2026-11-20,１００－０００１,はい,no,2026-10-01,vip;茶
        008,次郎,,jiro@example.com,1985-04-12,2020-01-01,,,,,

        """;

    [Fact]
    public async Task Rows_AreKeptNormalized()
    {
        TestImports files = new(new TestWorld());
        Assert.Equal((2, 0, 0, 0), TestImports.Counts(await files.CustomersAsync(Two)));

        CustomerState state = await files.StateAsync("007");
        Customer hanako = state.Customer;
        Assert.Equal(("山田 花子", "ヤマダ ハナコ", "hanako@example.com", "100-0001"), (hanako.Name, hanako.Kana, hanako.Email, hanako.PostalCode));
        Assert.Equal(new Birthday(2, 29, null), hanako.Birthday);
        Assert.Equal(new DateTimeOffset(2026, 11, 19, 15, 0, 0, TimeSpan.Zero), hanako.RegisteredAt);
        Assert.Equal(["vip", "茶"], hanako.Tags);
        DateTimeOffset stated = new(2026, 9, 30, 15, 0, 0, TimeSpan.Zero);
        Assert.Equal(new Consent(Channel.Email, ConsentState.Granted, stated, "csv") { Origin = ConsentOrigin.Import }, state.Consents[Channel.Email]);
        Assert.Equal(new Consent(Channel.Line, ConsentState.Withdrawn, stated, "csv") { Origin = ConsentOrigin.Import }, state.Consents[Channel.Line]);
        Assert.Empty((await files.StateAsync("008")).Consents);
    }

    [Fact]
    public async Task SameFile_Again_ChangesNoByte()
    {
        TestWorld world = new();
        await new TestImports(world).CustomersAsync(Two);
        string[] before = await TestImports.DumpAsync(world);
        world.ShopClock.Advance(TimeSpan.FromDays(3));
        Assert.Equal((0, 0, 2, 0), TestImports.Counts(await new TestImports(world).CustomersAsync(Two)));
        Assert.Equal(before, await TestImports.DumpAsync(world));
    }

    [Fact]
    public async Task OldFile_AfterTheCustomerHasChanged_ChangesNothingBack()
    {
        (TestWorld world, TestShop shop) = await TestWorld.WithAsync(JourneyFiles.OneMail);
        TestImports files = new(world);
        FileSource source = FileSource.Of(world.Sources[0]);
        await files.CustomersAsync(Header + "7,花子,,old@example.com,,,,no,,,\n", source);
        await shop.TellAsync("w", new ShopEvent.CustomerChanged(Told.Account("7", 5, "new@example.com").Agreeing(5)));

        await files.CustomersAsync(Header + "7,花子,,old@example.com,,,,no,,,\n", source);
        CustomerState state = await shop.StateAsync(Told.Account("7", 1));
        Assert.Equal(("new@example.com", ConsentState.Granted), (state.Customer.Email, state.Consents[Channel.Email].State));
    }

    [Fact]
    public async Task RowThatDiffers_Holds_AndWhatItLeavesOutStays()
    {
        TestWorld world = new();
        TestImports files = new(world);
        await files.CustomersAsync(Two);
        Assert.Equal((0, 1, 1, 0), TestImports.Counts(await files.CustomersAsync(Two.Replace("Hanako@Example.com,--02-29", "h@example.com,", StringComparison.Ordinal))));
        Customer hanako = (await files.StateAsync("007")).Customer;
        Assert.Equal(("h@example.com", new Birthday(2, 29, null)), (hanako.Email, hanako.Birthday));
    }

    [Fact]
    public async Task CustomersFile_IsNewerThanTheBuyersOfOrders_InEitherOrder()
    {
        const string Orders = "order_id,customer_id,ordered_at,total,email\nA1,007,2026-11-01,1,then@example.com\n";
        foreach (bool isOrdersFirst in new[] { true, false })
        {
            TestImports files = new(new TestWorld());
            Func<Task>[] steps = [() => files.OrdersAsync(Orders), () => files.CustomersAsync(Two)];
            foreach (Func<Task> step in isOrdersFirst ? steps : steps.Reverse())
            {
                await step();
            }

            Assert.Equal("hanako@example.com", (await files.StateAsync("007")).Customer.Email);
        }
    }

    [Fact]
    public async Task Registration_OfTheLastTwoWeeks_IsReactedTo()
    {
        TestImports files = new(new TestWorld());
        await files.CustomersAsync(Header + "A,,,,,2026-11-07,,,,,\nB,,,,,2026-11-06,,,,,\nC,,,,,,,,,,\n");
        Assert.Equal("registered " + CustomerIdentity.IdOf("csv", "A"), Assert.Single(files.Reaction.Calls));
    }

    [Fact]
    public async Task Import_InterruptedAfterAnyEffect_IsCompletedByTheNext()
    {
        TestWorld whole = new();
        Fuse count = new(int.MaxValue);
        await new TestImports(whole, count).CustomersAsync(Two);
        string[] expected = await whole.Tables.DumpAsync();
        for (int n = 1; n < count.Used; n++)
        {
            TestWorld world = new();
            await Assert.ThrowsAnyAsync<StorageException>(() => new TestImports(world, new Fuse(n)).CustomersAsync(Two));
            await new TestImports(world).CustomersAsync(Two);
            Assert.Equal(expected, await world.Tables.DumpAsync());
        }
    }

    [Fact]
    public async Task TwoAccountsWithOneAddress_StayTwo()
    {
        TestImports files = new(new TestWorld());
        await files.CustomersAsync(Header + "1,母,,family@example.com,,,,,,,\n2,子,,family@example.com,,,,,,,\n");
        Assert.Equal(("母", "子"), ((await files.StateAsync("1")).Customer.Name, (await files.StateAsync("2")).Customer.Name));
    }

    [Fact]
    public async Task Times_ThatNoStoreTakes_AreRefused()
    {
        TestImports files = new(new TestWorld());
        ImportReport report = await files.CustomersAsync(Header + "A,,,,,1899-12-31,,,,,\nB,,,,,,,yes,,1899-12-31,\nC,,,,,1900-01-02,,,,,\n");
        Assert.Equal(["2: registered_at lies before 1900", "3: consent_at lies before 1900"], report.Refused.Select(r => $"{r.Line}: {r.Reason}"));
        Assert.Equal(1, report.Added);
    }
}
