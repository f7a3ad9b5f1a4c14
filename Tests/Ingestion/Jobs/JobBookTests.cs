using CityOps.Ingestion.Jobs;
using CityOps.Storage.Journal;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Quartz;

namespace CityOps.Tests.Ingestion.Jobs;

/// <summary>What the book says of real jobs of a real scheduler.</summary>
public sealed class JobBookTests : IDisposable
{
    readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Runs_AreToldWithWhatTheyDid_AndWhyTheyFailed_AlsoAfterARestart()
    {
        using (var index = new JournalIndex(_folder.File("index.db")))
        {
            using var host = await StartAsync(index);
            var (book, table) = (host.Services.GetRequiredService<JobBook>(), host.Services.GetRequiredService<JobTable>());
            Assert.Equal(["breaks", "counts", "says"], (await table.ListAsync(default)).Select(job => job.Id));
            Assert.Null(await table.RunAsync("unknown", default));
            foreach (var job in new[] { "breaks", "says", "counts" })
            {
                Assert.Equal(job, (await table.RunAsync(job, default))!.Id);
                await Eventually.SatisfiesAsync(() => Task.FromResult(book.Of(job).Last), last => last is not null, $"a run of {job}");
            }

            AssertTold(await table.ListAsync(default));
            await host.StopAsync();
        }

        // Kept at the first of them: what ran within the half minute after it is forgotten.
        using var again = new JournalIndex(_folder.File("index.db"));
        Assert.Equal("it broke", new JobBook(again, TimeProvider.System).Of("breaks").Last!.Error);
    }

    [Fact]
    public async Task RunThatGoesOn_SaysHowFarItIs()
    {
        using var index = new JournalIndex(_folder.File("index.db"));
        var gate = new Gate();
        using var host = await StartAsync(index, gate);
        var table = host.Services.GetRequiredService<JobTable>();
        await table.RunAsync("counts", default);
        var item = await Eventually.SatisfiesAsync(
            async () => (await table.ListAsync(default)).Single(job => job.Id == "counts"), job => job.Running?.Percent == 40, "the progress");
        Assert.Equal(("running", null), (item.Running!.Outcome, item.Running.Ms));
        gate.Open.SetResult();
        await Eventually.SatisfiesAsync(
            async () => (await table.ListAsync(default)).Single(job => job.Id == "counts"), job => job is { Running: null, Last.Outcome: "done" }, "the end");
        await host.StopAsync();
    }

    static void AssertTold(IReadOnlyList<JobItem> jobs)
    {
        Assert.Equal([("failed", "it broke"), ("done", null), ("failed", "the store is away")], jobs.Select(job => (job.Last!.Outcome, job.Last.Error)));
        Assert.Equal(3, jobs[1].Last!.Numbers["hours"]);
        Assert.All(jobs, job => Assert.NotNull(job.NextAt));
    }

    static async Task<IHost> StartAsync(JournalIndex index, Gate? gate = null)
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton(new JobBook(index, TimeProvider.System)).AddSingleton<JobTable>().AddSingleton(gate ?? new Gate { IsOpen = true });
        builder.Services.AddQuartz(quartz =>
        {
            quartz.AddJobListener(provider => provider.GetRequiredService<JobBook>());
            Add<Counts>("counts");
            Add<Breaks>("breaks");
            Add<Says>("says");

            void Add<TJob>(string name)
                where TJob : IJob =>
                quartz.ScheduleJob<TJob>(trigger => trigger.WithIdentity(name).StartAt(TimeProvider.System.GetUtcNow().AddDays(1))
                    .WithSimpleSchedule(schedule => schedule.WithInterval(TimeSpan.FromDays(1)).RepeatForever()));
        });
        builder.Services.AddQuartzHostedService();
        var host = builder.Build();
        await host.StartAsync();
        return host;
    }

    sealed class Gate
    {
        public bool IsOpen { get; init; }

        public TaskCompletionSource Open { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    sealed class Counts(Gate gate) : IJob
    {
        public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken)
        {
            context.ReportProgress(40, null);
            await (gate.IsOpen ? Task.CompletedTask : gate.Open.Task);
            context.Result = new Dictionary<string, long> { ["hours"] = 3 };
        }
    }

    sealed class Breaks : IJob
    {
        public ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken) => throw new InvalidOperationException("it broke");
    }

    sealed class Says : IJob
    {
        public ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken)
        {
            context.Result = "the store is away";
            return ValueTask.CompletedTask;
        }
    }
}
