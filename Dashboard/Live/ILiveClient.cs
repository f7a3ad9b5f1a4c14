namespace CityOps.Dashboard.Live;

/// <summary>What the hub says to a client. The method names are part of the contract.</summary>
public interface ILiveClient
{
    /// <summary>Twice a second for each joined group of values: what changed in it since the last time.</summary>
    Task Values(ValuesFrame frame);

    /// <summary>Alerts that changed, as they stand now, cleared ones too.</summary>
    Task Alerts(IReadOnlyList<AlertItem> changes);

    /// <summary>Once a second to members of <c>map</c>: stations whose state changed.</summary>
    Task Map(MapFrame frame);
}
