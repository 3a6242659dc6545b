namespace FollowUpFlows.Pipeline.Sending.Messages;

/// <summary>Every merge field there is. A new one is a line here, its value in
/// <see cref="MergeData"/>, and a row in <c>docs/messages.md</c>.</summary>
public static class MergeFields
{
    internal const string CustomerName = "customer.name";
    internal const string CustomerNameWithHonorific = "customer.nameWithHonorific";
    internal const string CustomerRankName = "customer.rankName";
    internal const string ShopName = "shop.name";
    internal const string ShopUrl = "shop.url";
    internal const string ShopLegalName = "shop.legalName";
    internal const string ShopAddress = "shop.address";
    internal const string ShopContact = "shop.contact";
    internal const string Order = "order";
    internal const string OrderId = "order.id";
    internal const string OrderDate = "order.date";
    internal const string OrderTotal = "order.total";
    internal const string OrderItems = "order.items";
    internal const string ItemName = "order.items.name";
    internal const string ItemQuantity = "order.items.quantity";
    internal const string ItemPrice = "order.items.price";
    internal const string Unsubscribe = "links.unsubscribe";
    internal const string Confirm = "links.confirm";
    internal const string Preferences = "links.preferences";
    internal const string LineAccount = "links.lineAccount";
    internal const string LineConnect = "links.lineConnect";

    /// <summary>In the order in which the documentation lists them.</summary>
    public static IReadOnlyList<MergeField> All { get; } =
    [
        new(CustomerNameWithHonorific, MergeKind.Text, MergePresence.Optional, new("敬称つきのお名前（山田 花子 様）", "name with 様"), "お客さま"),
        new(CustomerName, MergeKind.Text, MergePresence.Optional, new("お名前（敬称なし）", "name without an honorific")),
        new(CustomerRankName, MergeKind.Text, MergePresence.Optional, new("会員ランクの名前", "name of the customer's rank")),
        new(ShopName, MergeKind.Text, MergePresence.Always, new("ショップ名", "name of the shop")),
        new(ShopUrl, MergeKind.Link, MergePresence.Always, new("ショップのアドレス", "address of the shop's site")),
        new(ShopLegalName, MergeKind.Text, MergePresence.Always, new("送信者の氏名または名称（会社名）", "legal name of the sender")),
        new(ShopAddress, MergeKind.Text, MergePresence.Always, new("送信者の住所", "postal address of the sender")),
        new(ShopContact, MergeKind.Text, MergePresence.Always, new("お問い合わせ先", "where questions and complaints go")),
        new(Order, MergeKind.Group, MergePresence.Optional, new("注文がきっかけのとき", "whether an order is at hand")),
        new(OrderId, MergeKind.Text, MergePresence.WithGroup, new("注文番号", "order number")),
        new(OrderDate, MergeKind.Text, MergePresence.WithGroup, new("注文日（2026年11月1日）", "day of the order")),
        new(OrderTotal, MergeKind.Text, MergePresence.WithGroup, new("お支払い金額（¥5,980）", "what was charged")),
        new(OrderItems, MergeKind.List, MergePresence.Optional, new("ご注文の商品", "the goods of the order")),
        new(ItemName, MergeKind.Text, MergePresence.Optional, new("商品名", "name of the article"), "商品") { List = OrderItems },
        new(ItemQuantity, MergeKind.Text, MergePresence.Always, new("数量", "number of pieces")) { List = OrderItems },
        new(ItemPrice, MergeKind.Text, MergePresence.Optional, new("単価（¥2,990）", "price of one piece")) { List = OrderItems },
        new(Unsubscribe, MergeKind.Link, MergePresence.Always, new("配信停止のアドレス", "address for opting out")),
        new(Preferences, MergeKind.Link, MergePresence.Always, new("配信設定のアドレス", "address for choosing topics, frequency and a pause")),
        new(Confirm, MergeKind.Link, MergePresence.Optional, new("配信登録を確認するアドレス", "address for confirming a registration that awaits it")),
        new(LineAccount, MergeKind.Link, MergePresence.Always, new("LINE連携のアドレス（LINEのメッセージ用）", "address for connecting the LINE account, in LINE messages")),
        new(LineConnect, MergeKind.Link, MergePresence.Optional, new("LINE連携を確認するアドレス", "address for confirming a LINE account that is to be connected")),
    ];

    private static readonly Dictionary<string, MergeField> ByName = All.ToDictionary(f => f.Name, StringComparer.Ordinal);

    /// <summary>The field of that full name; null when there is none.</summary>
    public static MergeField? Find(string name) => ByName.GetValueOrDefault(name);

    /// <summary>The fields of the message itself (null), or of one entry of a list.</summary>
    internal static IEnumerable<MergeField> Of(string? list) => All.Where(f => f.List == list);
}
