namespace Azure.Storage.Queues.Models;

/// <summary>The pop receipt that counts from now on.</summary>
public class UpdateReceipt
{
    internal UpdateReceipt(string popReceipt, DateTimeOffset nextVisibleOn)
    {
        PopReceipt = popReceipt;
        NextVisibleOn = nextVisibleOn;
    }

    public DateTimeOffset NextVisibleOn { get; }

    public string PopReceipt { get; }
}
