using System.Globalization;
using CityOps.Benchmarks.Faults;

namespace CityOps.Tests.EndToEnd.Faults;

/// <summary>A fault in its short form, and what must be true after any.</summary>
static class ShortFaults
{
    public static async Task<FaultAccount> HoldsAsync(IFault fault, FaultBroker broker, Func<FaultPlan, FaultPlan>? change = null)
    {
        var output = TestContext.Current.TestOutputHelper!;
        var plan = FaultPlan.Short with { Say = output.WriteLine };
        var account = await FaultRun.OfAsync(fault, broker, change?.Invoke(plan) ?? plan);
        output.WriteLine(account.ToString());
        Assert.Empty(account.Broken);
        Assert.Equal((0, 0), (account.Lost, account.StoredTwice));
        var ledger = account.Ledger;
        Assert.Equal((0, 0, 0, 0), (ledger.Pending, ledger.Refused, ledger.Shed, ledger.Rejected.Total));
        Assert.Equal(account.Sent, account.Acknowledged);
        Assert.Equal(account.Sent, account.Points + (fault.BrokerLoses ? ledger.Missing : 0));
        Assert.True(fault.BrokerLoses || ledger.Missing == 0, string.Create(CultureInfo.InvariantCulture, $"{ledger.Missing} missing"));
        return account;
    }
}
