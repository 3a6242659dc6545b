using FollowUpFlows.Domain.Intake;
using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Pipeline.Intake;
using FollowUpFlows.Tests.Fast.Support;
using Xunit;
using static FollowUpFlows.Tests.Fast.Support.Webhooks;

namespace FollowUpFlows.Tests.Fast.Sources;

/// <summary>The goods of orders that are told without them: Square and Stripe.</summary>
public sealed class LinesTests
{
    private static readonly string Square = Fixture("square-lines");
    private static readonly string Stripe = Fixture("stripe-lines");

    [Fact]
    public void Square_Lines_AreTheGoodsInPiecesWithTheirSkus()
    {
        ShopEvent.LinesTold told = Read("square", "order", Square).Only<ShopEvent.LinesTold>();
        Assert.Equal("haOyDuHiqtAXMk0d8pDKXpL7Jg4F", told.OrderId);
        Assert.Equal([new OrderLine("TEA-01", "緑茶 100g", 2, 2_600)], told.Lines);  // what was added to a piece is in it
    }

    [Theory]
    [InlineData("\"3\"", 3, 2_500L)] // 5,200 yen are no three equal shares: the price of the catalog
    [InlineData("\"1\"", 1, 5_200L)]
    [InlineData("\"2.0\"", 2, 2_600L)]
    public void Square_Price_IsTheShareOfAPieceWhereItIsExact(string quantity, int pieces, long price)
    {
        OrderLine line = Read("square", "order", Square.With("lines.0.quantity", quantity)).Only<ShopEvent.LinesTold>().Lines[0];
        Assert.Equal((pieces, price), (line.Quantity, line.PriceMinor));
    }

    [Theory]
    [InlineData("\"0\"")]
    [InlineData("\"1.5\"")]
    [InlineData("\"2147483648\"")]
    public void Square_LineThatIsNoPieces_IsLeftOut(string quantity) =>
        Assert.Equal("the order lists no goods in pieces", Read("square", "order", Square.With("lines.0.quantity", quantity)).Ignored());

    [Fact]
    public void Square_GoodsThatTheCatalogDoesNotKnow_HaveNoSku() =>
        Assert.Null(Read("square", "order", Square.With("skus", "{}")).Only<ShopEvent.LinesTold>().Lines[0].Sku);

    [Fact]
    public void Square_AmountThatIsNone_WaitsForAPerson() => Assert.StartsWith(
        "$.lines[0].gross_sales_money.amount", Read("square", "order", Square.With("lines.0.gross_sales_money.amount", "-1")).Fault(), StringComparison.Ordinal);

    [Fact]
    public void Stripe_Lines_AreThoseOfThePayment()
    {
        ShopEvent.LinesTold told = Read("stripe", "checkout", Stripe).Only<ShopEvent.LinesTold>();
        Assert.Equal("pi_3Q0001", told.OrderId);
        Assert.Equal([new OrderLine("TEA-01", "緑茶", 2, 2_500), new OrderLine(null, "包装", 3, null)], told.Lines);  // 980 yen are no three equal shares
    }

    [Theory]
    [InlineData("""{"sku":"P-1"}""", """{"sku":"T-1"}""", "P-1")]
    [InlineData("{}", """{"sku":"T-1"}""", "T-1")]
    [InlineData("{}", "{}", "prod_NppuJWzzNnD5Ut")]
    public void Stripe_Sku_IsWhatTheShopNotedElseTheProduct(string price, string product, string sku) => Assert.Equal(
        sku,
        Read("stripe", "checkout", Stripe.With("lines.0.price.metadata", price).With("lines.0.price.product.metadata", product)).Only<ShopEvent.LinesTold>().Lines[0].Sku);

    [Fact]
    public void Stripe_CheckoutWithoutPieces_TellsNothing() =>
        Assert.Equal("the checkout lists no goods in pieces", Read("stripe", "checkout", Stripe.With("lines", "[]")).Ignored());

    [Fact]
    public void Square_Payment_MissesTheLinesOfItsOrder() =>
        Assert.Equal([new ShopNotice(new ShopThing("order", "haOyDuHiqtAXMk0d8pDKXpL7Jg4F"))], Missing(ReadSquare(Fixture("square-payment"))));

    [Fact]
    public void Square_PaymentThatNobodyIsFollowedUpFor_MissesNothing()
    {
        string payment = Fixture("square-payment");
        string nobody = payment.With("data.object.payment.customer_id", null).With("data.object.payment.buyer_email_address", null);
        Assert.Empty(Missing(ReadSquare(nobody)));
        Assert.Empty(Missing(ReadSquare(payment.With("data.object.payment.order_id", null))));
        Assert.Empty(Missing(ReadSquare(payment, ("square-environment", "Sandbox"))));
    }

    [Theory]
    [InlineData("checkout.session.completed", 1)]
    [InlineData("checkout.session.async_payment_succeeded", 1)]
    [InlineData("checkout.session.async_payment_failed", 0)]
    public void Stripe_Checkout_MissesItsLinesUnlessItFailed(string type, int missing) =>
        Assert.Equal(Enumerable.Repeat(new ShopNotice(new ShopThing("checkout", "cs_live_a1b2c3")), missing), Missing(ReadStripe(Fixture("stripe-checkout").With("type", $"\"{type}\""))));

    [Fact]
    public void Stripe_CheckoutOfNobodyOrOfTheTestMode_MissesNothing()
    {
        string session = Fixture("stripe-checkout");
        Assert.Empty(Missing(ReadStripe(session.With("livemode", "false"))));
        Assert.Empty(Missing(ReadStripe(session.With("data.object.customer", null).With("data.object.customer_details", null))));
    }

    private static WebhookReading Read(string kind, string pulled, string body) =>
        SourceOf(kind).Read(WebhookRequest.OfPulled(pulled, System.Text.Encoding.UTF8.GetBytes(body)), ReceivedAt);

    private static IReadOnlyList<ShopNotice> Missing(WebhookReading reading) => Assert.IsType<WebhookReading.Understood>(reading).Missing;
}
