using Azure.Core;
using Azure.Core.Pipeline;
using FollowUpFlows.Compat.Storage;

namespace Azure.Data.Tables;

/// <summary>The key of an account.</summary>
public class TableSharedKeyCredential
{
    private readonly KeySignature key;

    public TableSharedKeyCredential(string accountName, string accountKey)
    {
        AccountName = accountName;
        key = new KeySignature(accountKey);
    }

    public string AccountName { get; }

    /// <summary>From the next request on.</summary>
    public void SetAccountKey(string accountKey) => key.Set(accountKey);

    /// <summary>Signs date and resource (Shared Key Lite).</summary>
    internal HttpPipelinePolicy Policy() => new SigningPolicy(this);

    private sealed class SigningPolicy(TableSharedKeyCredential credential) : HttpPipelineSynchronousPolicy
    {
        public override void OnSendingRequest(HttpMessage message)
        {
            Request request = message.Request;
            Uri uri = request.Uri.ToUri();
            request.Headers.TryGetValue("x-ms-date", out string? date);
            string comp = string.Concat(StoragePipeline.Query(uri).Where(q => q.Name == "comp").Select(q => "?comp=" + q.Value));
            string signature = credential.key.Sign($"{date}\n/{credential.AccountName}{uri.AbsolutePath}{comp}");
            request.Headers.SetValue("Authorization", $"SharedKeyLite {credential.AccountName}:{signature}");
        }
    }
}
