using System.Collections.Immutable;
using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Domain.Shared;

namespace FollowUpFlows.Pipeline.Sending.Messages;

/// <summary>The merge fields' values for one message to one customer; immutable. Values are cleaned when they come in, so that
/// none holds a line break or a control character; a value without anything to read counts as missing.</summary>
public sealed class MergeData
{
    private static readonly string[] Honorifics = ["様", "さま", "さん", "殿"];

    private readonly ImmutableDictionary<string, string> values;
    private readonly ImmutableDictionary<string, ImmutableArray<ImmutableDictionary<string, string>>> lists;

    private MergeData(
        ImmutableDictionary<string, string> values,
        ImmutableDictionary<string, ImmutableArray<ImmutableDictionary<string, string>>> lists)
    {
        this.values = values;
        this.lists = lists;
    }

    /// <summary>What every message has.</summary>
    /// <param name="unsubscribe">This customer's own link; http or https.</param>
    /// <param name="preferences">The customer's own link, too; where there is no such page, opting out stands in for it.</param>
    /// <exception cref="ArgumentException">A text is blank or an address is not absolute http or https.</exception>
    public static MergeData For(SenderFacts sender, Uri unsubscribe, Uri? preferences = null)
    {
        ArgumentNullException.ThrowIfNull(sender);
        ImmutableDictionary<string, string> values = ImmutableDictionary<string, string>.Empty
            .Add(MergeFields.ShopName, Required(sender.ShopName, nameof(sender.ShopName)))
            .Add(MergeFields.ShopUrl, Link(sender.ShopUrl, nameof(sender.ShopUrl)))
            .Add(MergeFields.ShopLegalName, Required(sender.LegalName, nameof(sender.LegalName)))
            .Add(MergeFields.ShopAddress, Required(sender.Address, nameof(sender.Address)))
            .Add(MergeFields.ShopContact, Required(sender.Contact, nameof(sender.Contact)))
            .Add(MergeFields.Unsubscribe, Link(unsubscribe, nameof(unsubscribe)))
            .Add(MergeFields.Preferences, Link(preferences ?? unsubscribe, nameof(preferences)))
            .Add(MergeFields.LineAccount, Link(sender.ShopUrl, nameof(sender.ShopUrl)));
        return new MergeData(values, ImmutableDictionary<string, ImmutableArray<ImmutableDictionary<string, string>>>.Empty);
    }

    /// <summary>The customer as far as known; 様 is added unless the name already ends with an honorific.</summary>
    public MergeData WithCustomer(string? name, string? rankName = null)
    {
        string? clean = MergeText.Clean(name);
        bool isHonored = clean is not null && Honorifics.Any(h => clean.EndsWith(h, StringComparison.Ordinal));
        return With(MergeFields.CustomerName, clean)
            .With(MergeFields.CustomerNameWithHonorific, clean is null || isHonored ? clean : clean + " 様")
            .With(MergeFields.CustomerRankName, rankName);
    }

    /// <summary>The customer's own link for confirming a consent that awaits it.</summary>
    public MergeData WithConfirmation(Uri confirm) => With(MergeFields.Confirm, Link(confirm, nameof(confirm)));

    /// <summary>The recipient's own link for connecting their LINE account; without it, the shop's address stands in.</summary>
    public MergeData WithLineAccount(Uri account) => With(MergeFields.LineAccount, Link(account, nameof(account)));

    /// <summary>The customer's own link for letting a LINE account be connected.</summary>
    public MergeData WithLineConnect(Uri connect) => With(MergeFields.LineConnect, Link(connect, nameof(connect)));

    /// <summary>The order that the message is about.</summary>
    public MergeData WithOrder(Order order)
    {
        ArgumentNullException.ThrowIfNull(order);
        IEnumerable<ImmutableDictionary<string, string>> items = order.Lines.Select(line => Item(line, order.Currency));
        return new MergeData(
            values
                .SetItem(MergeFields.Order, MergeFields.Order)
                .SetItem(MergeFields.OrderId, MergeText.Clean(order.OrderId) ?? "―")
                .SetItem(MergeFields.OrderDate, MergeText.Day(order.OrderedOn))
                .SetItem(MergeFields.OrderTotal, MergeText.Amount(new Money(order.TotalMinor, order.Currency))),
            lists.SetItem(MergeFields.OrderItems, [.. items]));
    }

    /// <summary>Null when the customer has no such value.</summary>
    internal string? Value(string field) => values.GetValueOrDefault(field);

    /// <summary>The entries of a list; empty when there is none.</summary>
    internal IReadOnlyList<IReadOnlyDictionary<string, string>> Entries(string list) =>
        lists.TryGetValue(list, out ImmutableArray<ImmutableDictionary<string, string>> entries) ? entries : [];

    private MergeData With(string field, string? value) =>
        new(MergeText.Clean(value) is { } clean ? values.SetItem(field, clean) : values.Remove(field), lists);

    private static ImmutableDictionary<string, string> Item(OrderLine line, Currency currency)
    {
        ImmutableDictionary<string, string> item = ImmutableDictionary<string, string>.Empty
            .Add(MergeFields.ItemQuantity, MergeText.Count(line.Quantity));
        if (MergeText.Clean(line.Name) is { } name)
        {
            item = item.Add(MergeFields.ItemName, name);
        }

        return line.PriceMinor is { } price ? item.Add(MergeFields.ItemPrice, MergeText.Amount(new Money(price, currency))) : item;
    }

    private static string Required(string value, string name) =>
        MergeText.Clean(value) ?? throw new ArgumentException("A message cannot go out without it.", name);

    /// <summary>Without the slash that .NET adds to a bare host, so that <c>{{shop.url}}/faq</c> has one slash, not two.</summary>
    private static string Link(Uri address, string name)
    {
        ArgumentNullException.ThrowIfNull(address, name);
        if (!address.IsAbsoluteUri || (address.Scheme != Uri.UriSchemeHttps && address.Scheme != Uri.UriSchemeHttp))
        {
            throw new ArgumentException("The address must be absolute, http or https.", name);
        }

        bool isBareHost = address.PathAndQuery == "/" && address.Fragment.Length == 0;
        return isBareHost ? address.AbsoluteUri.TrimEnd('/') : address.AbsoluteUri;
    }
}
