using System.Globalization;
using FollowUpFlows.Domain.Shared;
using FollowUpFlows.Pipeline.Sending.Certificates;

namespace FollowUpFlows.Pipeline.Events;

/// <summary>What a certificate tells others.</summary>
internal static class CertificateEvents
{
    public static DomainEvent Issued(CertificateLink link)
    {
        Certificate certificate = link.Certificate;
        CertificateIssuedData data = new(
            certificate.Day,
            certificate.Number,
            certificate.Due,
            certificate.Settled,
            certificate.Deferred,
            certificate.Held,
            certificate.Open,
            certificate.Discrepancies,
            certificate.Holds,
            link.Signature is not null,
            link.Hash);
        string subject = string.Create(CultureInfo.InvariantCulture, $"certificates/{certificate.Day:yyyy-MM-dd}");
        return new DomainEvent(
            EventTypes.CertificateIssued,
            OpaqueId.Of(26, EventTypes.CertificateIssued, link.Hash),
            subject,
            certificate.IssuedAt,
            EventData.Write(data));
    }
}
