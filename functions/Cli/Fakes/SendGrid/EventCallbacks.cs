using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace FollowUpFlows.Cli.Fakes.SendGrid;

/// <summary>Events that wait to be told, and the key that signs them. What is not answered with 2xx is told again, in a list that begins
/// with it.</summary>
/// <param name="clock">Real, as the receiver's that looks how old a signature is.</param>
internal sealed class EventCallbacks(TimeProvider clock) : IDisposable
{
    private readonly ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly Lock gate = new();
    private readonly List<JsonObject> waiting = [];
    private int count;

    /// <summary>What the receiver is given as its secret.</summary>
    public string PublicKey => Convert.ToBase64String(key.ExportSubjectPublicKeyInfo());

    /// <summary>Each event is told twice, once within the list.</summary>
    public bool TellsTwice { get; set; }

    /// <summary>The latest event comes first.</summary>
    public bool TellsBackwards { get; set; }

    public int WaitingCount
    {
        get
        {
            lock (gate)
            {
                return waiting.Count;
            }
        }
    }

    /// <summary>Queues an event of the message.</summary>
    public void Add(FakeMail mail, JsonObject told)
    {
        lock (gate)
        {
            foreach ((string name, string value) in mail.Args)
            {
                told[name] = value;
            }

            told["email"] = mail.To;
            told["timestamp"] = clock.GetUtcNow().ToUnixTimeSeconds();
            told["sg_event_id"] = string.Create(CultureInfo.InvariantCulture, $"{mail.MessageId}-{++count}");
            told["sg_message_id"] = $"{mail.MessageId}.filter0001.16648.5515E0B88.0";
            told["smtp-id"] = $"<{mail.MessageId}@ismtpd-555>";
            told["category"] = new JsonArray([.. mail.Categories.Select(c => (JsonNode)c)]);
            waiting.Add(told);
        }
    }

    /// <summary>Tells all that waits.</summary>
    /// <returns>False when it was refused and waits still.</returns>
    public async Task<bool> TellAsync(HttpClient http, Uri webhook, CancellationToken cancellationToken)
    {
        JsonObject[] told;
        lock (gate)
        {
            told = [.. waiting];
        }

        if (told.Length == 0)
        {
            return true;
        }

        using HttpRequestMessage request = Signed(webhook, BodyOf(told));
        using HttpResponseMessage answer = await http.SendAsync(request, cancellationToken);
        if (answer.IsSuccessStatusCode)
        {
            lock (gate)
            {
                waiting.RemoveRange(0, told.Length);
            }
        }

        return answer.IsSuccessStatusCode;
    }

    public void Dispose() => key.Dispose();

    /// <summary>With the line ends that belong to what is signed.</summary>
    private byte[] BodyOf(JsonObject[] told)
    {
        IEnumerable<string> lines = told.Select(t => t.ToJsonString());
        lines = TellsTwice ? lines.Concat(lines) : lines;
        lines = TellsBackwards ? lines.Reverse() : lines;
        return Encoding.UTF8.GetBytes($"[{string.Join(",\r\n", lines)}]\r\n");
    }

    private HttpRequestMessage Signed(Uri webhook, byte[] body)
    {
        string timestamp = clock.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        byte[] signature = key.SignData([.. Encoding.ASCII.GetBytes(timestamp), .. body], HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
        HttpRequestMessage request = new(HttpMethod.Post, webhook) { Content = new ByteArrayContent(body) };
        request.Headers.Add("X-Twilio-Email-Event-Webhook-Signature", Convert.ToBase64String(signature));
        request.Headers.Add("X-Twilio-Email-Event-Webhook-Timestamp", timestamp);
        return request;
    }
}
