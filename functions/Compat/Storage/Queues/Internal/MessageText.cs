using System.Text;
using Azure.Storage.Queues;

namespace FollowUpFlows.Compat.Storage.Queues;

/// <summary>Texts as they lie in the queue, and back.</summary>
internal static class MessageText
{
    public static string Encode(string text, QueueMessageEncoding encoding) =>
        encoding == QueueMessageEncoding.Base64 ? Convert.ToBase64String(Encoding.UTF8.GetBytes(text)) : text;

    /// <summary>What somebody else has sent without encoding stays as it is: refused, it would hold up the whole queue.</summary>
    public static BinaryData Decode(string text, QueueMessageEncoding encoding)
    {
        if (encoding == QueueMessageEncoding.Base64)
        {
            byte[] bytes = new byte[text.Length];
            if (Convert.TryFromBase64String(text, bytes, out int length))
            {
                return new BinaryData(bytes.AsMemory(0, length));
            }
        }

        return new BinaryData(text);
    }
}
