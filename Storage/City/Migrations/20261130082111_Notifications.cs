using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

#pragma warning disable CA1814 // Prefer jagged arrays over multidimensional

namespace CityOps.Storage.City.Migrations
{
    /// <inheritdoc />
    public partial class Notifications : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "callout",
                columns: table => new
                {
                    Id = table.Column<string>(type: "TEXT", nullable: false),
                    Route = table.Column<string>(type: "TEXT", nullable: false),
                    Key = table.Column<string>(type: "TEXT", nullable: false),
                    StartedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    Drill = table.Column<bool>(type: "INTEGER", nullable: false),
                    Step = table.Column<int>(type: "INTEGER", nullable: false),
                    Round = table.Column<int>(type: "INTEGER", nullable: false),
                    Turns = table.Column<int>(type: "INTEGER", nullable: false),
                    NewsDueAt = table.Column<long>(type: "INTEGER", nullable: true),
                    StepDueAt = table.Column<long>(type: "INTEGER", nullable: true),
                    RepeatDueAt = table.Column<long>(type: "INTEGER", nullable: true),
                    ToldAt = table.Column<long>(type: "INTEGER", nullable: true),
                    ToldWorst = table.Column<string>(type: "TEXT", nullable: true),
                    EndDueAt = table.Column<long>(type: "INTEGER", nullable: true),
                    EndedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    Exhausted = table.Column<bool>(type: "INTEGER", nullable: false),
                    DueAt = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_callout", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "delivery",
                columns: table => new
                {
                    Key = table.Column<string>(type: "TEXT", nullable: false),
                    CalloutId = table.Column<string>(type: "TEXT", nullable: true),
                    Channel = table.Column<string>(type: "TEXT", nullable: false),
                    Contact = table.Column<string>(type: "TEXT", nullable: true),
                    ContactName = table.Column<string>(type: "TEXT", nullable: true),
                    To = table.Column<string>(type: "TEXT", nullable: true),
                    Language = table.Column<string>(type: "TEXT", nullable: false),
                    Reason = table.Column<string>(type: "TEXT", nullable: false),
                    Step = table.Column<int>(type: "INTEGER", nullable: false),
                    Severity = table.Column<string>(type: "TEXT", nullable: true),
                    Drill = table.Column<bool>(type: "INTEGER", nullable: false),
                    Count = table.Column<int>(type: "INTEGER", nullable: false),
                    CreatedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    WantedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    DueAt = table.Column<long>(type: "INTEGER", nullable: false),
                    Tries = table.Column<int>(type: "INTEGER", nullable: false),
                    State = table.Column<string>(type: "TEXT", nullable: false),
                    Outcome = table.Column<string>(type: "TEXT", nullable: true),
                    DoneAt = table.Column<long>(type: "INTEGER", nullable: true),
                    Replaced = table.Column<bool>(type: "INTEGER", nullable: false),
                    LinkUsedAt = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_delivery", x => x.Key);
                });

            migrationBuilder.CreateTable(
                name: "delivery_alert",
                columns: table => new
                {
                    Delivery = table.Column<string>(type: "TEXT", nullable: false),
                    AlertId = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_delivery_alert", x => new { x.Delivery, x.AlertId });
                });

            migrationBuilder.CreateTable(
                name: "notification_channel",
                columns: table => new
                {
                    Name = table.Column<string>(type: "TEXT", nullable: false),
                    Personal = table.Column<bool>(type: "INTEGER", nullable: false),
                    SentAt = table.Column<long>(type: "INTEGER", nullable: true),
                    FailingSince = table.Column<long>(type: "INTEGER", nullable: true),
                    Error = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_notification_channel", x => x.Name);
                });

            migrationBuilder.CreateTable(
                name: "notification_plan",
                columns: table => new
                {
                    Version = table.Column<int>(type: "INTEGER", nullable: false),
                    Body = table.Column<string>(type: "TEXT", nullable: false),
                    By = table.Column<string>(type: "TEXT", nullable: false),
                    At = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_notification_plan", x => x.Version);
                });

            migrationBuilder.CreateTable(
                name: "secret",
                columns: table => new
                {
                    Name = table.Column<string>(type: "TEXT", nullable: false),
                    Bytes = table.Column<byte[]>(type: "BLOB", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_secret", x => x.Name);
                });

            migrationBuilder.CreateTable(
                name: "called_alert",
                columns: table => new
                {
                    CalloutId = table.Column<string>(type: "TEXT", nullable: false),
                    AlertId = table.Column<string>(type: "TEXT", nullable: false),
                    Severity = table.Column<string>(type: "TEXT", nullable: false),
                    Standing = table.Column<string>(type: "TEXT", nullable: false),
                    Told = table.Column<bool>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_called_alert", x => new { x.CalloutId, x.AlertId });
                    table.ForeignKey(
                        name: "FK_called_alert_callout_CalloutId",
                        column: x => x.CalloutId,
                        principalTable: "callout",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.InsertData(
                table: "counter",
                columns: new[] { "Name", "Value" },
                values: new object[,]
                {
                    { "notification-plan", 0L },
                    { "notifications", 0L }
                });

            migrationBuilder.CreateIndex(
                name: "IX_called_alert_AlertId",
                table: "called_alert",
                column: "AlertId");

            migrationBuilder.CreateIndex(
                name: "IX_callout_DueAt",
                table: "callout",
                column: "DueAt");

            migrationBuilder.CreateIndex(
                name: "IX_callout_EndedAt",
                table: "callout",
                column: "EndedAt");

            migrationBuilder.CreateIndex(
                name: "IX_callout_Route_Key_EndedAt",
                table: "callout",
                columns: new[] { "Route", "Key", "EndedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_delivery_CalloutId",
                table: "delivery",
                column: "CalloutId");

            migrationBuilder.CreateIndex(
                name: "IX_delivery_CreatedAt",
                table: "delivery",
                column: "CreatedAt");

            migrationBuilder.CreateIndex(
                name: "IX_delivery_State_DueAt",
                table: "delivery",
                columns: new[] { "State", "DueAt" });

            migrationBuilder.CreateIndex(
                name: "IX_delivery_alert_AlertId",
                table: "delivery_alert",
                column: "AlertId");

            // What was there before there were notifications is told to nobody.
            migrationBuilder.Sql("UPDATE \"counter\" SET \"Value\" = COALESCE((SELECT MAX(\"Number\") FROM \"alert_transition\"), 0) WHERE \"Name\" = 'notifications'");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "called_alert");

            migrationBuilder.DropTable(
                name: "delivery");

            migrationBuilder.DropTable(
                name: "delivery_alert");

            migrationBuilder.DropTable(
                name: "notification_channel");

            migrationBuilder.DropTable(
                name: "notification_plan");

            migrationBuilder.DropTable(
                name: "secret");

            migrationBuilder.DropTable(
                name: "callout");

            migrationBuilder.DeleteData(
                table: "counter",
                keyColumn: "Name",
                keyValue: "notification-plan");

            migrationBuilder.DeleteData(
                table: "counter",
                keyColumn: "Name",
                keyValue: "notifications");
        }
    }
}
