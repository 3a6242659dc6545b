using System.Globalization;
using System.Text;
using Azure.Core;
using Azure.Core.Pipeline;
using FollowUpFlows.Compat.Storage;

namespace Azure.Storage;

/// <summary>The key of an account.</summary>
public class StorageSharedKeyCredential
{
    private readonly KeySignature key;

    public StorageSharedKeyCredential(string accountName, string accountKey)
    {
        AccountName = accountName;
        key = new KeySignature(accountKey);
    }

    public string AccountName { get; }

    /// <summary>From the next request on.</summary>
    public void SetAccountKey(string accountKey) => key.Set(accountKey);

    /// <summary>Signs the whole request but its body (Shared Key).</summary>
    internal HttpPipelinePolicy Policy() => new SigningPolicy(this);

    private sealed class SigningPolicy(StorageSharedKeyCredential credential) : HttpPipelineSynchronousPolicy
    {
        public override void OnSendingRequest(HttpMessage message)
        {
            string signature = credential.key.Sign(Text(message.Request));
            message.Request.Headers.SetValue("Authorization", $"SharedKey {credential.AccountName}:{signature}");
        }

        /// <summary>The twelve standard headers, of which a queue's requests use length and type alone; then ours; then the resource.</summary>
        private string Text(Request request)
        {
            long length = request.Content?.TryComputeLength(out long bytes) == true ? bytes : 0;
            request.Headers.TryGetValue("Content-Type", out string? type);
            StringBuilder text = new();
            text.Append(CultureInfo.InvariantCulture, $"{request.Method}\n\n\n{(length > 0 ? length : null)}\n\n{type}\n\n\n\n\n\n\n");
            foreach (HttpHeader header in request.Headers.Where(h => h.Name.StartsWith("x-ms-", StringComparison.OrdinalIgnoreCase)).OrderBy(h => h.Name, StringComparer.Ordinal))
            {
                text.Append(CultureInfo.InvariantCulture, $"{header.Name.ToLowerInvariant()}:{header.Value}\n");
            }

            Uri uri = request.Uri.ToUri();
            text.Append(CultureInfo.InvariantCulture, $"/{credential.AccountName}{uri.AbsolutePath}");
            foreach ((string name, string value) in StoragePipeline.Query(uri).OrderBy(q => q.Name, StringComparer.Ordinal))
            {
                text.Append(CultureInfo.InvariantCulture, $"\n{name}:{value}");
            }

            return text.ToString();
        }
    }
}
