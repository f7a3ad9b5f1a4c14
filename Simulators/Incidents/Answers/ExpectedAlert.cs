using CityOps.Core.Alerts;

namespace CityOps.Simulators.Incidents;

/// <summary>One line of an answer sheet. Times are Unix ms of event time.</summary>
/// <param name="Rule">Name of the rule.</param>
/// <param name="Subject">
/// <c>device:quantity</c>, the bare id of a device that is offline, <c>station:id</c> or <c>district:name</c>.
/// </param>
/// <param name="Where">The same for people: name of the station or district.</param>
/// <param name="Severity">With which it is raised.</param>
/// <param name="Highest">The worst that it surely reaches.</param>
/// <param name="EarliestRaise">No device can have raised it before.</param>
/// <param name="LatestRaise">By then each device has reported often enough to raise it.</param>
/// <param name="LatestClear">Null = it need not clear at all while the values stay ordinary.</param>
/// <param name="Required">False: it may be raised, but whether it is depends on moments of reporting, or on what was before.</param>
public sealed record ExpectedAlert(
    string Rule, string Subject, string Where, Severity Severity, Severity Highest, long EarliestRaise, long LatestRaise, long EarliestClear,
    long? LatestClear, bool Required);
