using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using FollowUpFlows.Cli.Serving;
using FollowUpFlows.Domain.Intake;

namespace FollowUpFlows.Cli.Demo;

/// <summary>Stands in for the shop system that a demo does not have: tells each order when the shop's clock has come to it, by a signed
/// webhook over HTTP, and repeats one that was not accepted.</summary>
internal sealed class DemoShopSystem(IReadOnlyDictionary<string, SourceCustomer> customers, TimeProvider shopClock, string secret) : IDisposable
{
    private const string SecretPrefix = "whsec_";

    private static readonly TimeSpan RepeatAfter = TimeSpan.FromSeconds(1);

    private readonly HttpClient http = new(new SocketsHttpHandler { UseProxy = false });

    /// <summary>Tells orders until it is stopped, or there are no more. One that was told before may be told again, which changes nothing.</summary>
    /// <param name="orders">By time.</param>
    public async Task RunAsync(Uri server, IAsyncEnumerable<FileOrder> orders, CancellationToken stopping)
    {
        Uri address = new(server, $"api/webhooks/{FirstStart.SourceId}");
        try
        {
            await foreach (FileOrder order in orders.WithCancellation(stopping))
            {
                while (order.Order.OrderedAt - shopClock.GetUtcNow() is { Ticks: > 0 } wait)
                {
                    await Task.Delay(wait, shopClock, stopping);
                }

                while (!await TellAsync(address, order, stopping))
                {
                    await Task.Delay(RepeatAfter, TimeProvider.System, stopping);
                }
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The server stops; the next one goes on with the orders of its clock.
        }
    }

    public void Dispose() => http.Dispose();

    private async Task<bool> TellAsync(Uri address, FileOrder order, CancellationToken cancellationToken)
    {
        string id = "order-paid-" + order.Order.OrderId;
        string body = Body(order);
        string timestamp = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        byte[] key = Convert.FromBase64String(secret[SecretPrefix.Length..]);
        byte[] signature = HMACSHA256.HashData(key, Encoding.UTF8.GetBytes($"{id}.{timestamp}.{body}"));
        using HttpRequestMessage request = new(HttpMethod.Post, address)
        {
            Content = new StringContent(body, Encoding.UTF8, new MediaTypeHeaderValue("application/json")),
        };
        request.Headers.Add("webhook-id", id);
        request.Headers.Add("webhook-timestamp", timestamp);
        request.Headers.Add("webhook-signature", "v1," + Convert.ToBase64String(signature));
        try
        {
            using HttpResponseMessage response = await http.SendAsync(request, cancellationToken);
            return response.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private string Body(FileOrder told)
    {
        SourceOrder order = told.Order;
        SourceCustomer buyer = customers[told.Buyer.ExternalId!];
        return JsonSerializer.Serialize(new
        {
            type = "order.paid",
            timestamp = order.OrderedAt,
            data = new
            {
                order = new
                {
                    id = order.OrderId,
                    currency = order.Currency.ToString(),
                    total = order.TotalMinor.ToString(CultureInfo.InvariantCulture),  // yen have no minor unit
                    created_at = order.OrderedAt,
                },
                customer = new { id = buyer.ExternalId, name = buyer.Name, email = buyer.Email, line_user_id = buyer.LineUserId },
            },
        });
    }
}
