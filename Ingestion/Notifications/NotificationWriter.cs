using CityOps.Core.Alerts;
using CityOps.Core.Notifications;
using CityOps.Core.Readings;
using CityOps.Ingestion.Configuration;
using CityOps.Ingestion.Registration;
using CityOps.Storage.City;

namespace CityOps.Ingestion.Notifications;

/// <summary>From a message that waits to one in words. Safe for concurrent use.</summary>
public sealed class NotificationWriter(ActLinks links, RegistryMirror registry, CitySettings settings, TimeProvider clock)
{
    /// <summary>The path behind which <see cref="ActLinks"/> are read.</summary>
    public const string ActPath = "/act/";

    /// <summary>The parameter of a link that says in which language its page is.</summary>
    public const string LanguageKey = "l";

    /// <param name="alerts">All that it is about, the worst first.</param>
    public async Task<Notification> WriteAsync(Delivery delivery, IReadOnlyList<Alert> alerts, CancellationToken cancellationToken)
    {
        var named = alerts.Take(NotificationContent.MostNamed).ToList();
        var acts = delivery.Contact is not null && delivery.Reason is not (NotificationReason.Cleared or NotificationReason.Test);
        var content = new NotificationContent
        {
            Reason = delivery.Reason,
            Language = delivery.Language,
            Alerts = named,
            Count = alerts.Count,
            StationNames = NamesOf(named),
            ActLink = acts ? Link($"{ActPath}{await links.TokenOfAsync(delivery, cancellationToken).ConfigureAwait(false)}?{LanguageKey}={delivery.Language}") : null,
            PageLink = Link(alerts.Count == 1 ? "/alerts/" + alerts[0].Id : "/alerts"),
            Drill = delivery.Drill,
            Step = delivery.Step,
            At = clock.UnixMs(),
        };
        return new Notification(delivery.Key, delivery.To, delivery.CalloutId ?? delivery.Key, content, MessageWriter.Write(content, settings.TimeZone));
    }

    Uri? Link(string path) => settings.Web.ForPeople is { } city ? new Uri(city.ToString().TrimEnd('/') + path) : null;

    Dictionary<string, string> NamesOf(List<Alert> alerts)
    {
        var stations = registry.Current.Stations;
        return alerts.Select(alert => alert.Station).OfType<string>().Distinct().Where(stations.ContainsKey).ToDictionary(id => id, id => stations[id].Name);
    }
}
