namespace CityOps.Ingestion.Start;

/// <summary>The few words of the command line that are not configuration.</summary>
/// <param name="ResetDemo">Forget the demo's data and begin anew.</param>
/// <param name="Health">Do not start: ask the one that runs how it is.</param>
/// <param name="VerifyAudit">Do not start: look whether the audit trail holds.</param>
/// <param name="Head">With it: an entry of the trail that must still be what it was.</param>
/// <param name="Rest">Configuration, such as <c>--Broker:Port=1884</c>.</param>
public sealed record CommandLine(bool ResetDemo, bool Health, bool VerifyAudit, string? Head, string[] Rest)
{
    const string ResetDemoSwitch = "--reset-demo";
    const string HealthSwitch = "--health";
    const string VerifyAuditSwitch = "--verify-audit";
    const string HeadSwitch = "--head=";

    public static CommandLine Read(string[] args) =>
        new(
            args.Contains(ResetDemoSwitch), args.Contains(HealthSwitch), args.Contains(VerifyAuditSwitch),
            args.FirstOrDefault(IsHead)?[HeadSwitch.Length..],
            [.. args.Where(arg => arg is not (ResetDemoSwitch or HealthSwitch or VerifyAuditSwitch) && !IsHead(arg))]);

    static bool IsHead(string arg) => arg.StartsWith(HeadSwitch, StringComparison.Ordinal);
}
